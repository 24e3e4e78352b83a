// The worker of staff's pages: the whole module. As worker.js, it names the module by its hash.

import init, * as module from "./staff.js";
import * as acts from "./acts.js";

const more = () => import("./staff_acts.js");

acts.serve({ acts, init, module, address: "./staff_bg.wasm", integrity: "integrity:staff_bg.wasm", more });
