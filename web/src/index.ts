export * from './client';
export * from './element';
