/** Start the page: its parts draw themselves whenever the store changes. */

import { startConversation } from "./conversation/conversation.js";
import { startExtensions } from "./extensions.js";
import { startFrame } from "./frame/frame.js";
import { startHistory } from "./history.js";
import { startInput } from "./input.js";
import { startSession } from "./session.js";
import { connect } from "./socket.js";

startFrame();
startConversation();
startHistory();
startInput();
startSession();
startExtensions();
connect();
