// What the bundler makes of files that are no code: their text.
declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "*/_headers" {
  const text: string;
  export default text;
}
