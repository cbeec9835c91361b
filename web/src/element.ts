// The element's class, which registers nothing: define.ts does that.
export { PortCheckElement, PortCheckEvent } from './port-check';
export { PortCheckFileEvent } from './put-file';
export { PortCheckHoldEvent } from './submission';
export type { Policy } from './submission';
export { english, languageFor, languages, loadWords } from './words';
export type { Language, Words } from './words';
