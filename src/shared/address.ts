/** The rooms of the shell, in the order of the rail. */
export const rooms = [
  'engagements',
  'model',
  'data',
  'analysis',
  'interviews',
  'settings',
] as const;
export type Room = (typeof rooms)[number];

/** True for the name of a room, as it stands in an address. */
export function isRoom(name: string): name is Room {
  return (rooms as readonly string[]).includes(name);
}

/** Query parameters of an address; a parameter may repeat. */
export type AddressQuery = Readonly<Record<string, readonly string[]>>;

/** The route inside the app (without `#`) of a room, for the router. */
export function routeTo(room: Room, engagementId?: string, query: AddressQuery = {}): string {
  const path = pathTo(room, engagementId);
  const text = formatQuery(query);
  return text === '' ? path : `${path}?${text}`;
}

function pathTo(room: Room, engagementId: string | undefined): string {
  if (room === 'settings' && engagementId === undefined) return '/settings';
  if (room === 'engagements' || engagementId === undefined) return '/';
  return `/e/${encodeURIComponent(engagementId)}/${room}`;
}

/** The route of an interview being held: it fills the screen, without the shell. */
export function routeToInterview(engagementId: string, interviewId: string): string {
  return `/e/${encodeURIComponent(engagementId)}/interview/${encodeURIComponent(interviewId)}`;
}

/** The route of the questionnaire on paper. */
export function routeToPaper(engagementId: string, language: string): string {
  return `/e/${encodeURIComponent(engagementId)}/paper/${language}`;
}

/** The `href` of a room, for a link. */
export function href(room: Room, engagementId?: string, query: AddressQuery = {}): string {
  return `#${routeTo(room, engagementId, query)}`;
}

/** Reads a query string into its parameters, in order of appearance. */
export function parseQuery(text: string | undefined): AddressQuery {
  const query: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [key, value] of new URLSearchParams(text ?? '')) (query[key] ??= []).push(value);
  return query;
}

/** Writes parameters as a query string; empty lists are left out. */
export function formatQuery(query: AddressQuery): string {
  const parameters = new URLSearchParams();
  for (const [key, values] of Object.entries(query)) {
    for (const value of values) parameters.append(key, value);
  }
  return parameters.toString();
}
