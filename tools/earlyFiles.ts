import path from 'node:path'
import type { Plugin } from 'vite'
import type { Early } from '../start/web/early.ts'

type Bundle = Record<
  string,
  { type: string; fileName: string; facadeModuleId?: string | null; moduleIds?: string[]; imports?: string[] }
>

/** Puts what a first visit needs, by address, into the page: public/first-paint.js reads it. */
export function earlyFiles(pages: readonly Early[]): Plugin {
  let root = ''
  return {
    name: 'early-files',
    apply: 'build',
    configResolved: (config) => {
      root = config.root
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const filesOf = (source: string) => filesWith(bundle as Bundle, path.join(root, source), html)
        const told = pages.map(({ at, code, texts, ask }) => ({
          at,
          ask,
          files: code.flatMap(filesOf),
          texts: {
            ja: texts.flatMap((place) => filesOf(`${place}.ja.ts`)),
            en: texts.flatMap((place) => filesOf(`${place}.en.ts`)),
          },
        }))
        const children = JSON.stringify(told).replaceAll('<', '\\u003c')
        const attrs = { type: 'application/json', id: 'early' }
        return [{ tag: 'script', attrs, children, injectTo: 'head-prepend' }]
      },
    },
  }
}

// The chunk that a source file is in, with the chunks it imports; those the page names already are left out.
function filesWith(bundle: Bundle, source: string, html: string): string[] {
  const chunks = Object.values(bundle).filter((chunk) => chunk.type === 'chunk')
  const own = chunks.find((chunk) => chunk.facadeModuleId === source)
  const home = own ?? chunks.find((chunk) => chunk.moduleIds?.includes(source))
  if (!home) throw new Error(`${source} is in no chunk`)
  const names = new Set<string>()
  const visit = (name: string) => {
    if (names.has(name)) return
    names.add(name)
    bundle[name]?.imports?.forEach(visit)
  }
  visit(home.fileName)
  return [...names].filter((name) => !html.includes(name)).map((name) => `/${name}`)
}
