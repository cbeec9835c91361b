// port-check.js: everything a page needs in one classic script. Registers <port-check>; the rest is in the global PortCheck.
import { PortCheckElement } from './port-check';

export * from './index';

PortCheckElement.define();
