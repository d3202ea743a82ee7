command-settings-memberships = See or choose which roles mean a membership or a course
command-settings-memberships-role = The role; leave it out to see those that mean something
command-settings-memberships-means = What getting the role means; a membership if you leave it out
command-settings-memberships-name = The plan's name, or the id of the course, lesson, quiz or certificate
