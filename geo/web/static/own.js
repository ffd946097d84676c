/* Reads a layer of a reader's own before anything of it is shown: what cannot be used is a
 * RangeError that says where, what, and what would be right. The rules are those of
 * geo/inputs, but that days are ISO 8601. */
const AtlasOwn = (function () {
  "use strict";

  const { toDay } = AtlasTime;

  /** @type {Record<string, number>} how deep the coordinates of a geometry are nested */
  const DEPTHS = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };
  /** @type {Record<string, number>} the fewest points of a line, and of a ring */
  const FEWEST = { LineString: 2, MultiLineString: 2, Polygon: 3, MultiPolygon: 3 };
  /* What others call a day, without what parts words; as `geo/inputs/dated.py` knows them. */
  const DAY_NAMES = /^(event|incident|acq|sql)?(date|day|time|datetime|timestamp|year|month|period)$/;
  const END_NAMES =
    /^(date|day|time|event)?(start|begin|from|since|started|end|stop|finish|to|until|ended)(date|day|time|datetime|year|dt|at)?$/;
  const VALID_NAMES = /^valid(from|to|since|until|till|start|end|through|thru)$/;
  const WRITTEN = /^[\d/.:T -]*(?:19|20)\d{2}[\d/.:TZ+ -]*$/; /* a day, or a span of days */
  const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
  const HIJRI = /^1[34]\d\d$/; /* years of our time in the other calendar, by moon or sun */
  const OPEN = /^(?:9999|0001|0000)-|^1899-12-30$|^1900-01-00$/; /* what databases write for no day */
  const LEAST_YEAR = "1000"; /* an earlier one has lost its century */
  const TIME = /^\d{1,2}(?::?\d{2}){0,2}(?:[.,]\d+)? ?(?:Z|UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?$/i;
  const DAY = /^\d{4}-\d{2}-\d{2}/;
  const MIDNIGHT = /^00:?(00:?)?(00)?(\.0*)?(Z|[+-].*)?$/;

  /**
   * The first day of a date, written as 2014, 2014-08 or 2014-08-27; of an end with a time
   * of day, the day after.
   * @param {string} property
   * @param {unknown} value
   * @returns {Iso | null} null: open
   */
  function readDay(property, value) {
    if (value === null || value === undefined || value === "") return null;
    const [date, ...rest] = String(value).trim().split(/[T ]/);
    if (OPEN.test(date)) return null;
    const time = rest.join(" ");
    const [, year, month = "01", day = "01"] = DATE.exec(date) ?? [];
    const iso = `${year}-${month}-${day}`;
    const isOne = year >= LEAST_YEAR && Number.isFinite(toDay(iso)) && (!time || TIME.test(time));
    if (!year || !isOne) {
      throw new RangeError(`${property} ${value} is no date: write 2014, 2014-08 or 2014-08-27`);
    }
    if (HIJRI.test(year)) {
      throw new RangeError(`${property} ${value} seems to be of the Hijri calendar: write 2014-08-27`);
    }
    const within = property === "valid_to" && time !== "" && !MIDNIGHT.test(time);
    return within ? AtlasTime.toIso(toDay(iso) + 1) : iso;
  }

  /** @param {Record<string, unknown>} properties of a feature, half-open; what ends on the
   * day on which it begins is that one day */
  function readDays(properties) {
    const valid_from = readDay("valid_from", properties.valid_from);
    const valid_to = readDay("valid_to", properties.valid_to);
    if (valid_from && valid_to === valid_from && DAY.test(String(properties.valid_to))) {
      return { valid_from, valid_to: AtlasTime.toIso(toDay(valid_to) + 1) };
    }
    if (valid_from && valid_to && valid_to <= valid_from) {
      throw new RangeError(`valid_to ${valid_to} must come after valid_from ${valid_from}`);
    }
    return { valid_from, valid_to };
  }

  /**
   * The days of a feature that names them as others do: shown on every day it would be a
   * wrong map that looks right.
   * @param {Record<string, unknown>} own
   */
  function refuseOtherNames(own) {
    if ("valid_from" in own || "valid_to" in own) return;
    for (const [name, value] of Object.entries(own)) {
      const bare = name.toLowerCase().replace(/[\s_.-]/g, "");
      const isDay = [DAY_NAMES, END_NAMES, VALID_NAMES].some((names) => names.test(bare));
      if (!isDay || !WRITTEN.test(String(value))) continue;
      throw new RangeError(
        `${name} ${value} is read as no day: name the first day valid_from (null: every day), ` +
          `the first day after valid_to`,
      );
    }
  }

  /** @param {any} coordinates @param {number} depth @param {number} fewest points @returns {boolean} */
  function areCoordinates(coordinates, depth, fewest = 1) {
    if (!Array.isArray(coordinates) || !coordinates.length) return false;
    if (depth === 1 && coordinates.length < fewest) return false;
    if (depth) return coordinates.every((inner) => areCoordinates(inner, depth - 1, fewest));
    return coordinates.length > 1 && Number.isFinite(coordinates[0]) && Number.isFinite(coordinates[1]);
  }

  /** @param {any} coordinates @returns {number[] | undefined} a point that is none on Earth */
  function offEarth(coordinates) {
    if (Array.isArray(coordinates[0])) return coordinates.map(offEarth).find(Boolean);
    const [lng, lat] = coordinates;
    return Math.abs(lng) > 180 || Math.abs(lat) > 90 ? [lng, lat] : undefined;
  }

  /** @param {any} geometry */
  function isNowhere({ type, coordinates }) {
    if (type === undefined && coordinates === undefined) return true;
    return Object.hasOwn(DEPTHS, type ?? "") && Array.isArray(coordinates) && !coordinates.length;
  }

  /**
   * The geometries to draw: none of a feature without a place, one a point of a MultiPoint,
   * those of a collection.
   * @param {any} geometry
   * @returns {DrawnGeometry[]}
   */
  function readGeometry(geometry) {
    if (geometry === null || geometry === undefined || isNowhere(geometry)) return [];
    const { type, coordinates, geometries } = geometry;
    if (type === "GeometryCollection" && Array.isArray(geometries)) return geometries.flatMap(readGeometry);
    if (!Object.hasOwn(DEPTHS, type ?? "")) {
      throw new RangeError(`geometry ${type} cannot be drawn: use ${Object.keys(DEPTHS).join(", ")}`);
    }
    if (!areCoordinates(coordinates, DEPTHS[type], FEWEST[type])) {
      throw new RangeError(`its coordinates make no ${type}`);
    }
    const off = offEarth(coordinates);
    if (off) throw new RangeError(`geometry: reaches ${off}: must be degrees, longitude first`);
    if (type !== "MultiPoint") return [geometry];
    return coordinates.map((/** @type {number[]} */ point) => ({ type: "Point", coordinates: point }));
  }

  /**
   * @param {any} feature a GeoJSON Feature
   * @returns {OwnFeature[]} one a part of its geometry
   */
  function readFeature(feature) {
    const own = feature?.properties ?? {};
    if (typeof own !== "object" || Array.isArray(own)) throw new RangeError("properties must be an object");
    refuseOtherNames(own);
    const days = readDays(own);
    return readGeometry(feature?.geometry).map((geometry) => ({ geometry, ...days, own }));
  }

  /**
   * Each geometry once, and features that name it by its position.
   * @param {OwnFeature[]} drawn
   */
  function shareGeometries(drawn) {
    const positions = new Map();
    /** @type {DrawnGeometry[]} */
    const geometries = [];
    const features = drawn.map(({ geometry, ...rest }) => {
      const key = JSON.stringify(geometry);
      if (!positions.has(key)) positions.set(key, geometries.push(geometry) - 1);
      return /** @type {any} */ ({ geometry: positions.get(key), ...rest });
    });
    return { geometries, features };
  }

  /**
   * Read each item of a list; what is wrong with one says which it is.
   * @template T
   * @param {any} list
   * @param {string} where for messages, such as "layer mine, feature"
   * @param {(item: any) => T} read
   * @returns {T[]}
   */
  function readAll(list, where, read) {
    if (!Array.isArray(list)) throw new RangeError(`${where}: must be in a list`);
    return list.map((item, i) => {
      try {
        return read(item);
      } catch (error) {
        const { message } = /** @type {Error} */ (error);
        throw new RangeError(`${where} ${i + 1}: ${message}`, { cause: error });
      }
    });
  }

  /**
   * @param {any} collection a GeoJSON FeatureCollection, or one Feature
   * @param {string} where for messages
   */
  function readCollection(collection, where) {
    const features = collection?.type === "Feature" ? [collection] : collection?.features;
    if (!Array.isArray(features)) {
      throw new RangeError(`${where}: collection must be a GeoJSON FeatureCollection`);
    }
    const drawn = readAll(features, `${where}, feature`, readFeature).flat();
    if (features.length && !drawn.length) {
      throw new RangeError(`${where}: no feature has a geometry`);
    }
    return shareGeometries(drawn);
  }

  /**
   * @param {Pick<OwnLayer, "geometries" | "features">} contents each geometry once, and
   *   features that name it by its position, as `geo.payload.own_features` returns them
   * @param {string} where for messages
   */
  function readLists({ geometries = [], features = [] }, where) {
    const drawn = readAll(geometries, `${where}, geometry`, (geometry) => {
      const parts = readGeometry(geometry);
      if (parts.length !== 1) {
        throw new RangeError("must be one that is drawn as a whole, not none and no MultiPoint");
      }
      return parts[0];
    });
    const dated = readAll(features, `${where}, feature`, (feature) => {
      if (!drawn[feature.geometry]) throw new RangeError(`there is no geometry ${feature.geometry}`);
      return { own: {}, ...feature, ...readDays(feature) };
    });
    return { geometries: drawn, features: dated };
  }

  /**
   * A layer with all that showing it needs, or a RangeError; nothing handed in is changed.
   * @param {OwnLayer} layer either `collection`, or `geometries` and `features` as
   *   `geo.payload.own_features` returns them
   * @param {LanguageCode[]} languages
   */
  function readLayer({ id, name = id, shown = true, renderer, ...contents }, languages) {
    if (typeof id !== "string" || !id) throw new RangeError(`a layer needs an id, such as "mine", not ${id}`);
    const where = `layer ${id}`;
    const drawn =
      contents.collection === undefined
        ? readLists(contents, where)
        : readCollection(contents.collection, where);
    /** @type {Localized} */
    const names = {};
    for (const language of languages) {
      names[language] = String(typeof name === "string" ? name : (name?.[language] ?? id));
    }
    const features = drawn.features.map((feature) => ({ ...feature, layer: id }));
    return { id, name: names, shown, renderer, geometries: drawn.geometries, features };
  }

  /**
   * Colours from outside are used only where CSS knows them as a colour; simplestyle's may
   * lack the sign before them.
   * @param {unknown} value
   * @param {string} otherwise
   */
  function colourOr(value, otherwise) {
    if (typeof value !== "string") return otherwise;
    const colour = /^(?:[0-9a-f]{3}){1,2}$/i.test(value) ? `#${value}` : value;
    return CSS.supports("color", colour) ? colour : otherwise;
  }

  const MOST_PX = 20; /* a wider line would hide what it is about */
  const MOST_OPACITY = 1;
  const PERCENT = 100;

  /**
   * A number of simplestyle, however it is written; what is more than the most is the most.
   * @param {unknown} value
   * @param {number} otherwise
   * @param {number} most
   */
  function numberOr(value, otherwise, most) {
    const text = typeof value === "string" ? AtlasAddress.plain(value).replace(",", ".") : "";
    const [, digits, unit] = /^([\d.]+(?:e[+-]?\d+)?) ?(px|%)?$/iu.exec(text) ?? [];
    const number = typeof value === "string" ? Number(digits ?? NaN) : value;
    if (typeof number !== "number" || !Number.isFinite(number) || number < 0) return otherwise;
    const isPercent = most === MOST_OPACITY && (unit === "%" || (number > most && number <= PERCENT));
    return Math.min(isPercent ? number / PERCENT : number, most);
  }

  /**
   * How a feature looks, by the simplestyle convention; numbers may be texts.
   * @param {string} kind of its geometry
   * @param {Record<string, unknown>} own what it says
   * @param {string} colour of its layer
   * @param {string} halo around points
   */
  function ownStyle(kind, own, colour, halo) {
    const fillColor = colourOr(own.fill ?? own["marker-color"], colour);
    const opacity = numberOr(own["stroke-opacity"], 1, MOST_OPACITY);
    if (kind.endsWith("Polygon")) {
      const edge = colourOr(own.stroke, fillColor);
      return {
        fillColor,
        fillOpacity: numberOr(own["fill-opacity"], 0.6, MOST_OPACITY),
        color: edge,
        weight: numberOr(own["stroke-width"], 0.8, MOST_PX),
        opacity,
      };
    }
    if (kind === "Point") return { radius: 5, color: halo, weight: 1.5, fillColor, fillOpacity: 1 };
    return {
      color: colourOr(own.stroke, colour),
      weight: numberOr(own["stroke-width"], 2.5, MOST_PX),
      opacity,
      fill: false,
    };
  }

  return { colourOr, ownStyle, readDay, readLayer };
})();
