/** What `npm start` tells Node (tools/runtime.mjs), for servers that stand in for it. */
export const productFlags = ['--max-semi-space-size=64']
