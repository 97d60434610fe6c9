import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunPlan } from '../../run/plan-run.ts';
import type { Session } from '../session.ts';

/** Prints the plan for `run --list`: requests to send, and skipped requests with the reason. Returns the exit code. */
export function showPlan(session: Session, plan: RunPlan, diagnostics: readonly Diagnostic[]): number {
  const { io } = session;
  const leftOut = plan.leftOut.map(({ endpoint, reason }) => ({ name: endpoint.name, reason }));
  session.say(diagnostics);
  if (session.format === 'json') {
    const requests = plan.requests.map(({ endpoint, assertions }) => ({
      name: [...endpoint.folders, endpoint.name].join(' / '),
      method: endpoint.method,
      assertions: assertions.map((assertion) => assertion.name),
    }));
    session.json(0, diagnostics, { signsIn: plan.tokenRequests.length > 0, requests, leftOut });
    return 0;
  }
  for (const { endpoint } of plan.requests) {
    // A request without a name in the list is named by its method and path.
    const { method, folders, name } = endpoint;
    const own = name.startsWith(`${method} `) ? name.slice(method.length + 1) : name;
    io.out(`${method.padEnd(7)} ${[...folders, own].join(' / ')}\n`);
  }
  for (const { name, reason } of leftOut) io.out(io.paint.out.dim(`skipped: ${name}: ${reason}\n`));
  return 0;
}
