"""Cards and charts as pictures. It knows how they look, and nothing of points or Discord."""
