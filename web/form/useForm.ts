import { type FormEvent, type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { problemOf } from '../client.ts'
import { issueText } from '../problemText.ts'

/** Of each field, what is wrong with it, in words; nothing for those that are right. */
export type Refusals<Values> = { [Name in keyof Values]?: string | undefined }

export type Form<Values> = {
  values: Values
  /** What is wrong with fields that were left, or that the server refused. */
  errors: Refusals<Values>
  busy: boolean
  /** What the server refused that belongs to no field of this form. */
  failure: unknown
  changed: boolean
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void
  /** A field was left: it is checked now. */
  leave: (name: keyof Values) => void
  submit: () => Promise<void>
  reset: (values?: Values) => void
}

/**
 * A form's state. Fields are checked when they are left, all of them when it is sent; `send` may throw what the server
 * answered, and refused values are shown at their fields (`issue.field` is the field's name or ends in it).
 */
export function useForm<Values extends Record<string, unknown>>({
  initial,
  check,
  send,
}: {
  initial: Values
  check?: (values: Values) => Refusals<Values>
  send: (values: Values) => Promise<unknown>
}): Form<Values> {
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Refusals<Values>>({})
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const start = useRef(initial)
  const latest = useRef({ values, check, send })
  latest.current = { ...latest.current, values, check, send }

  const set: Form<Values>['set'] = useCallback((name, value) => {
    latest.current.values = { ...latest.current.values, [name]: value }
    setValues(latest.current.values)
    setErrors((shown) => (shown[name] ? { ...shown, [name]: undefined } : shown))
  }, [])

  const leave = useCallback((name: keyof Values) => {
    const refused = latest.current.check?.(latest.current.values)[name]
    setErrors((shown) => (shown[name] === refused ? shown : { ...shown, [name]: refused }))
  }, [])

  const submit = useCallback(async () => {
    const now = latest.current
    const refused = now.check?.(now.values) ?? {}
    setErrors(refused)
    if (Object.values(refused).some(Boolean)) return focusFirstError()
    setBusy(true)
    setFailure(null)
    try {
      await now.send(now.values)
    } catch (error) {
      const issues = problemOf(error).issues ?? []
      const names = Object.keys(now.values)
      const placed = issues.flatMap((issue) => {
        const name = names.find((known) => issue.field === known || issue.field.endsWith(`.${known}`))
        return name ? [[name, issueText({ ...issue, field: '' })] as const] : []
      })
      setErrors(Object.fromEntries(placed) as Refusals<Values>)
      if (placed.length > 0) focusFirstError()
      if (placed.length === 0 || placed.length < issues.length) setFailure(error)
    } finally {
      setBusy(false)
    }
  }, [])

  const reset = useCallback((next?: Values) => {
    start.current = next ?? start.current
    latest.current.values = start.current
    setValues(start.current)
    setErrors({})
    setFailure(null)
  }, [])

  return { values, errors, busy, failure, changed: values !== start.current, set, leave, submit, reset }
}

function focusFirstError(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid=true]')?.focus())
}

/** What a `<form>` needs: sending, without sending while an input method is composing. */
export function formProps(form: Pick<Form<never>, 'submit'>) {
  return {
    noValidate: true,
    onSubmit: (event: FormEvent) => {
      event.preventDefault()
      void form.submit()
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault()
    },
  }
}
