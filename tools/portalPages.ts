import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'

/**
 * Builds the light pages for customers (portal.html) beside the application, with files of their own: a phone that opens a
 * link loads nothing of the application.
 */
export function portalPages(): Plugin {
  let root = ''
  let outDir = ''
  return {
    name: 'portal-pages',
    apply: 'build',
    configResolved: (config) => {
      root = config.root
      outDir = path.resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      sequential: true,
      handler: async () => {
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: 'warn',
          html: { cspNonce: '__CSP_NONCE__' },
          plugins: [react()],
          build: {
            outDir,
            emptyOutDir: false,
            target: 'es2023',
            assetsInlineLimit: 0,
            reportCompressedSize: false,
            cssCodeSplit: false,
            rolldownOptions: { input: path.join(root, 'portal.html') },
          },
        })
      },
    },
  }
}
