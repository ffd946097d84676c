/* Every private member of Leaflet that the map's scripts use. They are no part of its
 * interface: tests/web/leaflet.test.js sees to it that the pinned Leaflet has each. */
import "leaflet";

declare module "leaflet" {
  interface Path {
    _renderer: Renderer & { _setPath(path: Path, d: string): void }; /* the latter of L.SVG */
    _path?: SVGPathElement; /* of L.SVG */
    _pxBounds?: Bounds;
    _containsPoint(point: Point): boolean;
    _updatePath(): void;
  }
  interface CircleMarker {
    _point: Point;
    _radius: number;
  }
  namespace Control {
    interface Scale {
      _mScale: HTMLElement;
      _update(): void;
      _updateMetric(metres: number): void;
      _updateScale(element: HTMLElement, text: string, ratio: number): void;
      _getRoundNum(number: number): number;
    }
  }
  interface Polyline {
    _rawPxBounds: Bounds;
    _project(): void;
  }
  interface Renderer {
    _bounds: Bounds;
    _update(): void;
  }
  interface Canvas {
    _layers: Record<number, Path>;
    _drawing: boolean;
    _redrawRequest?: number | null;
    _redrawBounds: Bounds | null;
    _requestRedraw(path: Path): void;
    _extendRedrawBounds(path: Path): void;
    _redraw(): void;
  }
}
