import { showFlipSignature } from "./live/flip-signature.ts";
import { setUpLivePart } from "./live/live-part.ts";
import { showPiliSignature } from "./live/pili-signature.ts";
import { showPiliUrls } from "./live/pili-urls.ts";

setUpLivePart("flip-signature", showFlipSignature);
setUpLivePart("pili-signature", showPiliSignature);
setUpLivePart("pili-urls", showPiliUrls);
