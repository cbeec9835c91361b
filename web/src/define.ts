// Registers <port-check>.
import { PortCheckElement } from './port-check';

PortCheckElement.define();
