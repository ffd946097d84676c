/* What a popup says of an agreement or an event. All text goes in as text. */
const AtlasSignEvidence = (function () {
  "use strict";

  const { fillIn, node } = AtlasPaint;
  const { isolated, noteLine } = AtlasSeaEvidence;

  class SignEvidence {
    /**
     * @param {AtlasMapView} atlas
     * @param {(ids: string[], evidence: EvidenceData) => HTMLElement} sourceList
     */
    constructor(atlas, sourceList) {
      this.atlas = atlas;
      this._sourceList = sourceList;
    }

    /**
     * The id and name of an agreement or an event, and what is known of it.
     * @param {Feature} feature
     * @param {EvidenceData} evidence
     */
    of(feature, evidence) {
      return feature.agreement ? this._agreement(feature, evidence) : this._event(feature, evidence);
    }

    /** @param {Feature} feature @param {EvidenceData} evidence */
    _agreement(feature, evidence) {
      const { language, texts } = this.atlas;
      const agreement = evidence.agreements[feature.id];
      const statuses = agreement.statuses.map((/** @type {any} */ { status, by, since, remark }) => {
        const text = by[language] ? texts.status_by : texts.status_only;
        const sentence = fillIn(text, { status: status[language], by: by[language], since: isolated(since) });
        return remark ? sentence + texts.semicolon + remark[language] : sentence;
      });
      const lines = [
        node("p", { class: "atlas-small" }, agreement.kind[language]),
        ...statuses.map((/** @type {string} */ text) => node("p", {}, text)),
        agreement.parties[language] ? node("p", {}, `${texts.parties}: ${agreement.parties[language]}`) : "",
        noteLine(agreement.note, language),
        this._sourceList(agreement.sources, evidence),
      ];
      return { id: feature.id, name: agreement.name[language], lines };
    }

    /** @param {Feature} feature @param {EvidenceData} evidence */
    _event(feature, evidence) {
      const { language } = this.atlas;
      const event = evidence.events[Number(feature.id)];
      const days =
        event.first === event.last
          ? isolated(event.first)
          : `${isolated(event.first)} – ${isolated(event.last)}`;
      const lines = [
        node("p", { class: "atlas-small" }, `${event.kind[language]} · ${days}`),
        noteLine(event.note, language),
        this._sourceList(event.sources, evidence),
      ];
      return { id: event.id, name: event.name[language], lines };
    }
  }

  return { SignEvidence };
})();
