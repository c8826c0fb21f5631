/** One view of everything that can be an answer, so that ranking, choosing and citing do not ask what kind it is. */
import type { Content } from './content.ts';
import type { GuidePoint, Myth, Overview, Provision, Situation, Topic } from './schema.ts';

export type Entry =
  | { readonly kind: 'provision'; readonly id: string; readonly title: string; readonly provision: Provision }
  | { readonly kind: 'myth'; readonly id: string; readonly title: string; readonly myth: Myth }
  | { readonly kind: 'overview'; readonly id: string; readonly title: string; readonly overview: Overview }
  | { readonly kind: 'topic'; readonly id: string; readonly title: string; readonly topic: Topic }
  | { readonly kind: 'situation'; readonly id: string; readonly title: string; readonly situation: Situation }
  | { readonly kind: 'point'; readonly id: string; readonly title: string; readonly point: GuidePoint; readonly guide: string };

export function entriesOf(content: Content): Entry[] {
  return [
    ...content.situations.map((situation): Entry => ({ kind: 'situation', id: situation.id, title: situation.title, situation })),
    ...content.provisions.map((provision): Entry => ({ kind: 'provision', id: provision.id, title: provision.title, provision })),
    ...content.myths.map((myth): Entry => ({ kind: 'myth', id: myth.id, title: myth.myth, myth })),
    ...content.overviews.map((overview): Entry => ({ kind: 'overview', id: overview.id, title: overview.title, overview })),
    ...content.topics.map((topic): Entry => ({ kind: 'topic', id: topic.id, title: topic.name, topic })),
    ...content.guides.flatMap((guide) =>
      guide.points.map((point): Entry => ({ kind: 'point', id: point.id, title: point.title, point, guide: guide.title })),
    ),
  ];
}

/** What an entry is found by: the questions it answers, its names, and its own text. */
export function searchText(entry: Entry): { asks: readonly string[]; names: readonly string[]; text: string } {
  switch (entry.kind) {
    case 'provision': {
      const { asks, names, title, rule, detail, example, exceptions, section } = entry.provision;
      return { asks, names: [title, ...names], text: [rule, detail, example, ...exceptions, section].filter(Boolean).join(' ') };
    }
    case 'myth': {
      const { asks, myth, truth, why, example } = entry.myth;
      return { asks, names: [myth], text: [truth, why, example].filter(Boolean).join(' ') };
    }
    case 'overview': {
      const { asks, names, title, point, items } = entry.overview;
      return { asks, names: [title, ...names], text: [point, ...items.flatMap(({ label, text }) => [label, text])].join(' ') };
    }
    case 'topic': {
      const { asks, name, also, point, detail, formula, example } = entry.topic;
      return { asks, names: [name, ...also], text: [point, detail, formula, example].filter(Boolean).join(' ') };
    }
    case 'situation': {
      const { asks, title, point, detail, safety, goodwill, policy } = entry.situation;
      return { asks, names: [title], text: [point, detail, safety, goodwill, policy].filter(Boolean).join(' ') };
    }
    case 'point':
      return { asks: entry.point.asks, names: [entry.point.title], text: entry.point.text };
  }
}

/** What an entry rests on, by id, the deciding one first; a provision and a guide point rest on nothing else. */
export function citesOf(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'situation':
      return entry.situation.cites;
    case 'topic':
      return entry.topic.cites;
    case 'myth':
      return entry.myth.cites;
    case 'overview':
      return entry.overview.cites;
    case 'provision':
    case 'point':
      return [];
  }
}

/** The entries that an entry points to, by id. */
export function relatedTo(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'provision':
      return entry.provision.related;
    case 'topic':
      return entry.topic.related;
    case 'situation':
      return entry.situation.related;
    case 'myth':
      return entry.myth.related;
    case 'overview':
      return entry.overview.related;
    case 'point':
      return [];
  }
}
