export { CheckFailed, createChecker } from './checker';
export type { CheckCall, Checker, CheckerSettings, CheckFailure, CheckFile, HandedSheets } from './checker';
export { PortCheckElement, PortCheckEvent } from './port-check';
export { PortCheckFileEvent } from './put-file';
export { checkOnServer } from './server-check';
export { english, languageFor, languages, loadWords } from './words';
export type { Language, Words } from './words';
export type { CheckOptions, CheckRequest, HandBackOptions, NumberStyle, SheetType, Ticket } from './request';
export type { Change, Changes, Finding, Report, RuleId, Severity, Verdict } from './report';
