error-not-a-manager = This is for managers. Somebody with *Manage Server* can make one of your roles a manager role with `/settings managers`.
error-not-a-server-manager = Only somebody with *Manage Server* can choose the managers. Ask one of them.
error-not-a-person = Bots cannot have points or rewards. Choose a person instead.
error-gone = That is not there any more. Open the list again to see what is.
error-no-such-day = **{ $day }**: there is no such day. Choose another one.
error-invalid-form = { $count ->
    [one] One thing needs fixing. Nothing was changed:
   *[other] { $count } things need fixing. Nothing was changed:
}
error-not-here = They are not in this server, so they cannot be given anything. Their rewards are kept until they come back.
