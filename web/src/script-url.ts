// For port-check.js, which is a classic script: where it was loaded from stands in for a module's own address.
const script = document.currentScript;
export const scriptUrl = script instanceof HTMLScriptElement && script.src ? script.src : document.baseURI;
