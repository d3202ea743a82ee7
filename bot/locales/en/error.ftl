error-not-a-manager = This is for managers. Ask somebody with *Manage Server* to add one of your roles with `/settings managers`.
error-not-a-server-manager = Only somebody with *Manage Server* can choose who the managers are. Ask one of them.
error-not-a-person = Bots cannot hold points or rewards. Pick a person instead.
error-gone = That is not there any more. Open the list again to see what is.
error-invalid-form = { $count ->
    [one] One thing needs fixing. Nothing was changed:
   *[other] { $count } things need fixing. Nothing was changed:
}
error-not-here = They are not on this server, so they cannot be given anything. What they hold is kept until they return.
