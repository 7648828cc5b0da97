import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy } from 'react'
import { ConditionEditorContext } from '#web/condition/ConditionField.tsx'
import { schemeManager } from '#web/theme/scheme.ts'
import { theme, tokenVariables } from '#web/theme/theme.ts'
import { queries, router } from './router.ts'

const manager = schemeManager()
const ConditionEditor = lazy(async () => ({
  default: (await import('#capabilities/facts/web/ConditionEditor.tsx')).ConditionEditor,
}))

/** The application: look, answers, pages. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokenVariables}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <ConditionEditorContext value={ConditionEditor}>
          <RouterProvider router={router} />
        </ConditionEditorContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}
