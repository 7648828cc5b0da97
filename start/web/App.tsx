import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { ConditionEditorContext } from '#web/condition/ConditionField.tsx'
import { FactPickerContext } from '#web/condition/FactField.tsx'
import { schemeManager } from '#web/theme/scheme.ts'
import { theme, tokenVariables } from '#web/theme/theme.ts'
import { queries, router } from './router.ts'

const FactPicker = lazy(async () => ({
  default: (await import('#capabilities/facts/web/FactFieldPicker.tsx')).FactFieldPicker,
}))

const manager = schemeManager()
const ConditionEditor = lazy(async () => ({
  default: (await import('#capabilities/facts/web/ConditionEditor.tsx')).ConditionEditor,
}))

// The page's policy lets in style elements that carry the nonce of the visit (platform/http/web.ts), and no others.
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''

Object.assign(globalThis, { __webpack_nonce__: styleNonce() }) // where the dialogs' scroll lock looks for it

/** The application: look, answers, pages. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokenVariables}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <ConditionEditorContext value={ConditionEditor}>
          <FactPickerContext value={FactPicker}>
            <Suspense fallback={null}>
              <RouterProvider router={router} />
            </Suspense>
          </FactPickerContext>
        </ConditionEditorContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}
