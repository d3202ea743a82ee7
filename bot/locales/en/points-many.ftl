points-many-nobody = There is nobody whose points would change. Choose a role that has members, or a file with their ids.
points-many-already-done = This file was imported already, at <t:{ $moment }:f>. Nothing was changed. Undo that import first, if it is to come again.
points-many-unfinished = This is still under way. It can be undone once it is finished.
points-many-bad-share = A share is a whole number of percent from 1 to { $most }.
points-many-bad-above = What stays is a whole number of points from 0 to { $most }.
