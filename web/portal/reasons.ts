// What the help-desk calls a request for porting. The lists themselves are in index.html, where they work without scripts.
export { portingReason, portingSubCategory } from '../src/host-fields';
