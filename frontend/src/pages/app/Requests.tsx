import type { HostRequest } from '@/api/types';

/** What an app asked of other hosts, newest first: never addresses or content. */
export function Requests({ requests }: { requests: readonly HostRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="cursor-default text-ink-2">Its last {requests.length === 1 ? 'request' : `${requests.length} requests`}</summary>
      <div className="mt-2 max-h-56 overflow-auto rounded-md border border-line" tabIndex={0} role="region" aria-label="Requests">
        <table className="w-full text-xs tabular-nums">
          <thead className="sr-only">
            <tr>
              <th>Method</th>
              <th>Host</th>
              <th>Status</th>
              <th>Size</th>
              <th>Time</th>
            </tr>
          </thead>
          <tbody>
            {[...requests].reverse().map((request, index) => (
              <tr key={index} className="border-b border-line last:border-0">
                <td className="px-2 py-1 font-mono">{request.method}</td>
                <td className="px-2 py-1 break-all">{request.host}</td>
                <td className={`px-2 py-1 ${request.code || request.status >= 400 ? 'text-bad-text' : ''}`}>{request.status || request.code}</td>
                <td className="px-2 py-1 text-end whitespace-nowrap">{size(request.bytes)}</td>
                <td className="px-2 py-1 text-end whitespace-nowrap">{request.ms} ms</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
