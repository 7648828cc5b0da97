import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { schemeManager } from '#web/theme/scheme.ts'
import { theme, tokenVariables } from '#web/theme/theme.ts'
import { queries, router } from './router.ts'

const manager = schemeManager()

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
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
