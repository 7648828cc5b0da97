import { useNavigate, useSearch } from '@tanstack/react-router'

/** What is asked on the adoption page stands in its address: what is set to '' leaves it. */
export function useAsked() {
  const asked = useSearch({ from: '/frame/adoption' })
  const navigate = useNavigate()
  const set = (given: Partial<typeof asked>) => {
    const next = { ...asked, ...given }
    const search = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ''))
    void navigate({ to: '/adoption', search, replace: true })
  }
  return [asked, set] as const
}

/** The steps of a funnel as they stand in the address: names of events, which may hold any character. */
export function readSteps(text: string | undefined): readonly string[] {
  try {
    const steps: unknown = JSON.parse(text ?? '[]')
    if (Array.isArray(steps) && steps.length > 1 && steps.every((one) => typeof one === 'string'))
      return steps.slice(0, 6)
  } catch {
    // An address that somebody cut short.
  }
  return ['', '']
}
