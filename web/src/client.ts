// The check without the element: for pages that show the findings in their own way.
export { CheckFailed, createChecker } from './checker';
export type { CheckCall, Checker, CheckerSettings, CheckFailure, CheckFile, HandedSheets } from './checker';
export type { Step } from './protocol';
export type { CheckOptions, CheckRequest, HandBackOptions, NumberStyle, Profile, SheetType, Ticket } from './request';
export type { Change, Changes, Finding, Report, RuleId, Severity, Verdict } from './report';
export { checkOnServer } from './server-check';
