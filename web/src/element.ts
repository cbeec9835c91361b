// The element's class, which registers nothing: define.ts does that.
export { PortCheckElement, PortCheckEvent } from './port-check';
export { PortCheckHoldEvent } from './submission';
export type { Policy } from './submission';
export { english } from './words';
export type { Words } from './words';
