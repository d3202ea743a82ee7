"""What happens, from the first event to the last consequence."""
