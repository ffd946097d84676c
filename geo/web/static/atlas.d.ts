/* Types of what the map's scripts share: the payload of geo/web/payload.py, the evidence of
 * geo/web/popups.py, and what the scripts set on `window`.
 *
 * Each script is one function whose result is a global constant (AtlasTime, AtlasLabels,
 * ...), in the order of `SCRIPTS` in geo/web/html.py; their types need no declaration. */

type Day = number; /* days since 1970-01-01 (UTC) */
type Iso = string; /* 2019-12-19 */
type LanguageCode = string;
type Localized = Record<LanguageCode, string>;
type View = [lat: number, lng: number, zoom: number];
type Bounds = [[number, number], [number, number]]; /* south-west and north-east corner */
type Framed = { bounds: Bounds; outline: [number, number][] }; /* what must not be covered */
type DrawnGeometry = Exclude<GeoJSON.Geometry, GeoJSON.GeometryCollection> & {
  rings?: { ring: string; coordinates: any }[]; /* of a cell, in place of coordinates */
};
type PathStyle = L.PathOptions & {
  radius?: number;
  barred?: boolean;
  sign?: PathStyle;
  rings?: Record<string, L.PathOptions>;
  teeth?: Teeth | null;
  casing?: L.PolylineOptions;
};

/* What surrounds a place under attack: its middle, and the attacker's side, if known. */
type Teeth = { at: [number, number]; radius: number; from: number | null; ink: string; halo: string };

/* A feature of the payload, and what the clock adds to it. */
interface Feature {
  layer: string;
  geometry: number; /* position in the list of geometries */
  valid_from?: Iso | null; /* its days as texts, of a reader's own alone */
  valid_to?: Iso | null; /* left out of what lasts a day */
  id: string; /* of an event its number, in the order of days */
  place?: string;
  claim?: string;
  look: string; /* where it bears none, its layer's */
  nominal?: boolean;
  attacked?: number | null; /* the attacker's side, degrees from north; null: not known */
  inherited?: string;
  places?: string[];
  front?: string; /* what names it, if it has a name */
  agreement?: string;
  scope?: string;
  role?: string;
  states?: string[];
  name?: Localized; /* of a line at sea */
  ends?: [string, string]; /* what its first and last point are called */
  km2?: number; /* of water */
  own?: Record<string, any>; /* properties of a feature of a reader's own */
  from: Day;
  to: Day;
  seen?: Day; /* on which its evidence ends */
  /* added by the clock */
  kind: string;
  camp?: string; /* whose ground it is */
  gone: Day;
}

type LayerSwatch = {
  looks?: AgedLook[];
  line?: string;
  sign?: string;
  colour?: string;
};
type AgedLook = { look: string; age: number };
type LegendKey = LayerSwatch & { name: Localized; group: string };

/* Of what a look is made. */
type Look = {
  fill?: string;
  ring?: string;
  attacked?: boolean;
  line?: string;
  sign?: string;
  mark?: string;
};
type Sign = { shape: string; color: string; fillColor: string; barred: boolean; opacity: number };
type Fill = { colour: string; mark: string; ink: string };
type NameFont = { css: string; height: number; spacing?: number };

interface Place {
  id: string;
  text: Localized;
  lat: number;
  lng: number;
  style: string;
  zoom: number;
  dot: number;
  rank: number;
  symbol: string;
}

interface NameEntry extends Omit<Place, "dot" | "symbol"> {
  dot?: number;
  symbol?: string;
  maxZoom?: number;
  hideable?: boolean;
}

type XY = { x: number; y: number };
type Size = { width: number; height: number };
type Box = XY & Size & { of?: string }; /* of: the id of the place it belongs to */
type LabelOptions = {
  pane: string;
  fonts: Record<string, NameFont>;
  language: LanguageCode;
  reach?: (entry: NameEntry) => number; /* of what stands on its point, px */
  fill?: (space: InstanceType<typeof AtlasSpace.Space>) => void;
  more?: (
    space: InstanceType<typeof AtlasSpace.Space>,
    labels: InstanceType<typeof AtlasLabels.LabelLayer>,
  ) => HTMLElement[];
  cut?: (boxes: Box[]) => void;
  frontier?: L.LatLngTuple[][]; /* borders that names keep to a side of */
};

/* A feature of a reader's own, before it has a layer. */
interface OwnFeature {
  geometry: DrawnGeometry;
  valid_from: Iso | null;
  valid_to: Iso | null;
  own: object;
}

/* A layer of a reader's own, as `atlas.addLayer` takes it. */
interface OwnLayer {
  id: string;
  name?: string | Localized;
  shown?: boolean;
  renderer?: string;
  collection?: unknown; /* a GeoJSON FeatureCollection, read by own.js */
  geometries?: DrawnGeometry[];
  features?: Feature[];
}

type TimelineMark = { id: string; day: Day; kind: "agreement" | "event"; title?: Localized };
interface TimelineSpan {
  first: Day;
  newest: Day; /* the last with evidence */
  end: Day;
  changes: Day[]; /* sorted, each as often as something changed */
  marks: TimelineMark[];
}
type State = { id: string; name: Localized };

/* Texts by key; a few keys hold texts by a further key, such as `steps`. */
type Texts = Record<string, any>;

/* A layer; of one of a reader's own no more than its name and swatch is known. */
interface DataLayer {
  id: string;
  name: Localized;
  swatch: LayerSwatch;
  subject?: string;
  geometry?: string;
  pane?: string;
  pane_of_points?: string;
  look?: string; /* the usual look of its features, which they do not bear themselves */
  lingers?: number; /* days for which a feature stays after its end */
  between?: boolean; /* its features lie between two states each */
}

/* What paints the map in a theme. */
interface Painted {
  fills: Record<string, Record<string, Fill>>; /* of each ring of each camp, and compared */
  lines: Record<string, L.PathOptions & { weight: number }>;
  signs: Record<string, Sign>;
  colours: Record<string, string>;
  states: Record<string, string>;
}

interface AtlasData extends Painted {
  dark: Painted;
  span: [Iso, Iso];
  today?: Iso; /* of a page, which knows better than the clock of the reader */
  country: Framed & { view: View; narrow: Framed };
  frontier: L.LatLngTuple[][]; /* Libya's borders on land */
  zooms: [number, number]; /* farthest and nearest */
  views: { id: string; bounds: Bounds | null }[]; /* null: the country */
  start: {
    date: Iso;
    layers: string[];
    view: View;
    language: LanguageCode;
    claimants: string[];
    ground: string;
  };
  layers: DataLayer[];
  keys: LegendKey[];
  geometries: DrawnGeometry[];
  packed?: unknown[]; /* the same, shorter */
  features: Feature[];
  tables?: Record<string, Record<string, any[]>>; /* the same, shorter */
  areas: Record<number, number>; /* km² of the ground with each geometry */
  renderer?: string;
  places: Place[];
  names: NameEntry[];
  claimants: State[];
  sea_marks: string[];
  fades: { bounds: Bounds; opacity: number }[]; /* strips of sea where claims end */
  own: OwnLayer[];
  own_colours: string[];
  evidence: string;
  edition?: string; /* that of the evidence beside the map */
  credits: Record<LanguageCode, string[]>;
  address: PageArgs["address"];
  foreign: string; /* names of an address that are not meant for the map */
  rings: string[];
  ages: string[]; /* colours of ground by the age of its evidence */
  age_days: number[];
  fronts: { kinds: string[]; band_km: number; closed: [number, number][]; names: Record<string, Localized> };
  looks: Record<string, Look>;
  role_widths: Record<string, number>;
  clicked: string[]; /* layers, in the order in which a click at sea lists what lies there */
  camps: Record<LanguageCode, Localized>;
  panes: Record<string, { z: number; opacity: number; still?: boolean }>;
  fonts: Record<string, NameFont>;
  words: Record<LanguageCode, Texts>;
  writing: Record<LanguageCode, { direction: "ltr" | "rtl"; locale: string }>;
}

/* What a click opens, by id, events by number; read after the first click. */
interface EvidenceData {
  edition?: string;
  claims: Record<string, any>;
  agreements: Record<string, any>;
  events: any[];
  maritime: Record<string, any>;
  disputes: Record<string, any>;
  waters: Record<string, any>;
  sources: Record<
    string,
    { title: string; url: string; publisher?: string; date?: string; archived?: string }
  >;
}

type AtlasMapView = InstanceType<typeof AtlasMap.Atlas>;
type ShownLayer = {
  id: string;
  name: Localized;
  swatch: LayerSwatch;
  subject?: string;
  geometry?: string;
  own?: boolean;
  clock: InstanceType<typeof AtlasTime.TimeLayer>;
};

/* What Streamlit hands the component at each rerun. */
interface PageArgs {
  data: string; /* name of the file of what the map draws */
  command: number; /* how often Python has wanted the map changed */
  today: Iso;
  acknowledged: number; /* serial of the last message of the map that Python has taken */
  address: Record<
    ("day" | "layers" | "view" | "claimants" | "ground" | "language") | ("place" | "agreement" | "line"),
    string
  >;
  beside: Record<string, string>;
  date: Iso;
  against?: Iso | null; /* the earlier day that it is compared with */
  layers: string[];
  view: View;
  language: LanguageCode;
  claimants?: string[];
  ground: string;
  selected: string | null;
  agreement?: string | null;
  line?: string | null;
  emphasised?: string[]; /* agreements of the step of a story */
  go?: View | null;
  own: { id: string; name: string; file: string; shown?: boolean }[];
  height: number;
}

/* What the page follows of the map. */
interface MapState {
  date: Iso;
  against: Iso | null;
  language: LanguageCode;
  selected: string | null;
  agreement: string | null;
  line: string | null;
  claimants: string[];
  ground: string;
  opened: string;
  layers: string[];
}

type PageTheme = { base?: string };
type SearchData = {
  text: string;
  name: string;
  hits: { pick: string; name: string; what: string; spelling: string }[];
  label: string;
  empty: string;
  dir: string;
  lang: string;
};
interface ClockData {
  address: string;
  shown: string; /* how far what the page shows had come */
}
interface SaveData {
  address: string;
  label: string;
  primary: boolean;
  dir: string;
  lang: string;
  working: string; /* what the reader learns meanwhile */
  failed: string; /* and where no answer came */
  header: string; /* of an answer: the name of the file */
}
type PanelData = { html: string; dir: string; lang: string };

interface Window {
  atlasEvidence?: HTMLElement | null; /* of the page: what its panel is to show */
  atlas: AtlasMapView;
  atlasNames: any; /* of the site: its index of names, see geo/export/site/search.py */
  atlasFiles: Record<string, any>; /* what scripts beside the map hold, by their name */
  openAtlas(map: L.Map, data: AtlasData): AtlasMapView;
  openAtlasOnSite(map: L.Map): AtlasMapView;
  startAtlas(map: L.Map, data: AtlasData, later?: (rest: () => void) => void): AtlasMapView;
  startAtlasInPage(map: L.Map): unknown;
  followTheme(theme: string): void;
  sendView?(view: string): void;
}
