import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Tracing } from './traces.ts'

const patience = 5000 // ms for a collector to take a batch; without one spans are lost, and nothing waits for them

/**
 * Traces by OTLP over HTTP (JSON) to `<url>/v1/traces`. Headers and compression are those of OTEL_EXPORTER_OTLP_HEADERS and
 * OTEL_EXPORTER_OTLP_COMPRESSION, the name that of OTEL_SERVICE_NAME, as other programs have them.
 */
export function otlpTracing(url: string, version: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${url.replace(/\/$/, '')}/v1/traces`, timeoutMillis: patience })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': process.env['OTEL_SERVICE_NAME'] || 'banso',
      'service.version': version,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: patience })],
  })
  const tracer = provider.getTracer('banso', version)
  return {
    begin: (name, attributes, within) =>
      within === 'a caller'
        ? tracer.startSpan(name, { attributes, kind: SpanKind.SERVER }, ROOT_CONTEXT)
        : tracer.startSpan(name, { attributes }, within ? trace.setSpan(ROOT_CONTEXT, within) : ROOT_CONTEXT),
    fail: (span, kind) => {
      span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttribute('error.type', kind)
    },
    stop: () => provider.shutdown(),
  }
}
