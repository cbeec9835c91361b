export { CheckFailed, createChecker } from './checker';
export type { CheckCall, Checker, CheckerSettings, CheckFailure, CheckFile } from './checker';
export { PortCheckElement, PortCheckEvent } from './port-check';
export { checkOnServer } from './server-check';
export { english } from './words';
export type { Words } from './words';
export type { CheckOptions, CheckRequest, Ticket } from './request';
export type { Finding, Report, RuleId, Severity, Verdict } from './report';
