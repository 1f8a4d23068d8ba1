// A sender as an operator would write it: OpenTelemetry's own SDK and exporter. `node otlp_sender.cjs URL ROUNDS` sends a
// gauge of eight cards, a counter, a histogram and a metric nobody maps, ROUNDS times, and says how many exports succeeded.
const { MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');
const { OTLPMetricExporter } = require('@opentelemetry/exporter-metrics-otlp-proto');

async function main() {
  const [url, rounds] = [process.argv[2], Number(process.argv[3])];
  const exporter = new OTLPMetricExporter({ url, compression: 'gzip', headers: { 'X-Suanwang-Source': 'node' } });
  const results = [];
  const send = exporter.export.bind(exporter);
  exporter.export = (metrics, done) => send(metrics, (result) => { results.push(result); done(result); });
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3600000 });
  const meter = new MeterProvider({ readers: [reader] }).getMeter('tests');
  let round = 0;
  const pool = 'pool-000000';
  meter.createObservableGauge('DCGM_FI_DEV_GPU_UTIL').addCallback((result) => {
    for (let gpu = 0; gpu < 8; ++gpu) result.observe(10 * gpu + round, { pool, gpu: String(gpu) });
  });
  const bytes = meter.createCounter('node_disk_read_bytes_total');
  const times = meter.createHistogram('request_seconds');
  for (; round < rounds; ++round) {
    bytes.add(1000, { pool, device: 'nvme0n1' });
    times.record(0.25, { pool });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await reader.forceFlush();
  }
  const failed = results.filter((result) => result.code !== 0);
  if (failed.length > 0) throw failed[0].error;
  console.log(results.length);
}

main().catch((error) => { console.error(error); process.exit(1); });
