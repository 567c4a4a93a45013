// What the bundler makes of files that are no code: their text.
declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "*/_headers" {
  const text: string;
  export default text;
}
// Of Node's modules, which Deno and bunny.net have as well, what is used here.
declare module "node:process" {
  const process: { env: Record<string, string | undefined> };
  export default process;
}
