command-settings-memberships = See or link roles that stand for a membership or a course
command-settings-memberships-role = The role; leave it out to see all linked roles
command-settings-memberships-means = What getting the role stands for; a membership if you leave it out
command-settings-memberships-name = The plan’s name, or the id of the course, lesson, quiz or certificate
