import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AccessClaims } from '@godwit/shared/auth/jwt';
import type { Outcome } from '@godwit/shared/outcome';
import type { PERMISSIONS, RouteKey } from '../permissions.js';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type CallerOf<K extends RouteKey> = (typeof PERMISSIONS)[K]['auth'] extends 'user' | 'admin' ? AccessClaims : undefined;

/** What a handler gets: everything is checked by the schemas and the permission table already. */
export interface Call<Caller, Body, Params, Query> {
  caller: Caller;
  body: Body;
  params: Params;
  query: Query;
  ip: string;
  /** Host name of the request, without port. */
  host: string;
  requestId: string;
}

export interface RouteSpec<Body, Params, Query, Data> {
  summary: string;
  /** Set where success is not 200. */
  status?: 201;
  /** Password work waits its turn in the workers: no deadline of dependencies fits it. */
  slow?: true;
  body?: Body;
  params?: Params;
  query?: Query;
  data: Data;
}

/** A route as the server registers it. */
export interface Route {
  readonly key: RouteKey;
  readonly spec: RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  // A method, so that handlers of narrower calls fit: the schemas of `spec` made the call what it is.
  handle(call: Call<AccessClaims | undefined, unknown, unknown, unknown>): Promise<Outcome<unknown>>;
}

/** One route of the permission table. A handler returns what it refuses; it throws only when a dependency broke or for a bug. */
export function defineRoute<
  K extends RouteKey,
  Data extends z.ZodType,
  Body extends z.ZodType | undefined = undefined,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
>(
  key: K,
  spec: RouteSpec<Body, Params, Query, Data>,
  handle: (call: Call<CallerOf<K>, Parsed<Body>, Parsed<Params>, Parsed<Query>>) => Promise<Outcome<z.output<Data>>>,
): Route {
  return { key, spec, handle } as Route;
}

/** A route whose body or answer is bytes, not JSON. No deadline: it ends when nothing moves any more. */
export interface StreamRoute extends Pick<Route, 'key' | 'spec'> {
  stream(
    call: Call<AccessClaims | undefined, unknown, unknown, unknown>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Outcome<unknown>>;
}

/** As defineRoute. A handler that answered by itself returns the reply. */
export function defineStreamRoute<
  K extends RouteKey,
  Data extends z.ZodType,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
>(
  key: K,
  spec: RouteSpec<undefined, Params, Query, Data>,
  stream: (
    call: Call<CallerOf<K>, undefined, Parsed<Params>, Parsed<Query>>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<Outcome<z.output<Data> | FastifyReply>>,
): StreamRoute {
  return { key, spec, stream } as unknown as StreamRoute;
}
