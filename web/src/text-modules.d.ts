// build.mjs bundles stylesheets as text.
declare module '*.css' {
  const text: string;
  export default text;
}
