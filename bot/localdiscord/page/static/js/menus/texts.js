/** The texts of this part. */

import en from "../../texts/en/menus.js";
import vi from "../../texts/vi/menus.js";
import { addTexts } from "../texts.js";

addTexts({ en, vi });
