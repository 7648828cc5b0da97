import { AsyncLocalStorage } from 'node:async_hooks'
import type { Attributes, Span } from '@opentelemetry/api'

/** What begins spans while traces are on. */
export type Tracing = {
  begin: (name: string, attributes: Attributes, within: Span | 'a caller' | undefined) => Span
  /** Marks a span as gone wrong, by the kind of the error alone: its message may hold a value. */
  fail: (span: Span, kind: string) => void
  stop: () => Promise<void>
}

// Without an address for traces nothing of theirs is loaded, and all of this is one question of whether it is null.
let tracing: Tracing | null = null
const current = new AsyncLocalStorage<Span>()

/** Sends traces to a collector from now on; `stop` sends what is left, and ends that. */
export async function startTraces(url: string, version: string): Promise<{ stop: () => Promise<void> }> {
  const { otlpTracing } = await import('./otlp.ts')
  const started = otlpTracing(url, version)
  tracing = started
  return {
    stop: async () => {
      tracing = null
      await started.stop()
    },
  }
}

/** Whether traces go to a collector. */
export function isTracing(): boolean {
  return tracing !== null
}

/**
 * Does a piece of work as a span: of the trace it is done in, or else as the beginning of one. Names and attributes tell
 * kinds and counts, never a person, a customer, an address or a statement's text.
 */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracing ? within(tracing, name, attributes, work) : work()
}

/** The same for what is worth a span only as a part of something: nobody asks how long an idle look took. */
export function step<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracing && current.getStore() ? within(tracing, name, attributes, work) : work()
}

async function within<T>(on: Tracing, name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const span = on.begin(name, attributes, current.getStore())
  try {
    return await current.run(span, work)
  } catch (error) {
    on.fail(span, error instanceof Error ? error.name : typeof error)
    throw error
  } finally {
    span.end()
  }
}

/** A span that others end: of a request, whose work is done by several hooks. Null while traces are off. */
export function openSpan(name: string, attributes: Attributes): OpenSpan | null {
  const on = tracing
  if (!on) return null
  const span = on.begin(name, attributes, 'a caller')
  return {
    traceId: span.spanContext().traceId,
    enter: (work) => current.run(span, work),
    rename: (to) => void span.updateName(to),
    end: (more, failure) => {
      span.setAttributes(more)
      if (failure) on.fail(span, failure)
      span.end()
    },
  }
}

export type OpenSpan = {
  readonly traceId: string
  enter: (work: () => void) => void
  rename: (to: string) => void
  end: (more: Attributes, failure?: string) => void
}
