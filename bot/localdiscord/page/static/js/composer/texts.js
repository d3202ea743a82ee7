/** The texts of this part. */

import en from "../../texts/en/composer.js";
import vi from "../../texts/vi/composer.js";
import { addTexts } from "../texts.js";

addTexts({ en, vi });
