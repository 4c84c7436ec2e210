import { workersAllowed } from './capabilities';

/** The policy as the gates' own worker states it: what people read is what judges. */
export async function policyInForce() {
  await workersAllowed();
  const { readPolicy } = await import('../clients/moderation');
  return readPolicy({});
}
