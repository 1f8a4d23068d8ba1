#pragma once

#include "models/format/format.h"
#include "models/inspector/inspector_model.h"
#include "twin/state/link_residuals.h"

#include <QCoreApplication>

#include <functional>

namespace models {

/// Fills one Inspection, kind by kind. A short-lived helper: holds references.
class InspectionBuilder
{
    Q_DECLARE_TR_FUNCTIONS(models::Inspection)

  public:
    /// `residuals`: of the snapshot's registry, or null.
    InspectionBuilder(const twin::state::Snapshot& snapshot, const Language& language, Inspection& out,
                      const twin::state::LinkResiduals* residuals = nullptr);

    void build();

  private:
    void addLiveEntity(twin::EntityRef entity);
    void addPool(std::uint32_t index);
    void addPoolEquipment(const twin::registry::Pool& pool);
    void addPoolTerms(const twin::registry::Pool& pool);
    void addLink(std::uint32_t index);
    void addResidual(std::uint32_t link);
    void addSite(std::uint32_t index);
    void addChannel(std::uint32_t index);
    void addTunnel(std::uint32_t index);
    void addServiceNode(std::uint32_t index);
    void addConduit(const twin::registry::Conduit& conduit);
    void addFlow(std::uint32_t index);
    void addJob(std::uint32_t index);
    void addEnterprise(const twin::registry::Subject& subject);
    void addPlace();
    void addSource();
    void addPoolsTotal(const std::function<bool(const twin::registry::Pool&)>& matches);
    void addAsset(const twin::registry::Asset& asset);

    /// The section being filled; facts with an empty value are left out, and so are empty sections.
    void beginSection(const QString& id, const QString& title);
    void fact(const QString& label, const QString& value, const QString& unit = {});
    void fact(const QString& label, const format::Quantity& quantity);
    /// Whether a key figure has a bar, and what a long one means.
    enum class Bar { None, Load, Share };
    void keyFigure(const QString& label, const twin::state::LiveValue& live,
                   const std::function<format::Quantity(double)>& format, Bar bar = Bar::None);
    void keyFact(const QString& label, const format::Quantity& quantity, double ratio = -1);
    void addLiveValues(twin::EntityRef entity);
    [[nodiscard]] bool isExpected(const twin::MetricInfo& metric, twin::EntityRef entity) const;
    void addState(twin::EntityRef entity);
    void addAlarms(twin::EntityRef entity);
    [[nodiscard]] LiveFact liveFact(const QString& label, const twin::state::LiveValue& live,
                                    const std::function<format::Quantity(double)>& format) const;
    [[nodiscard]] QString label(EntityKey::Type type, const std::string& id) const;

    [[nodiscard]] const QLocale& locale() const { return m_language.locale(); }

    const twin::state::Snapshot& m_snapshot;
    const twin::registry::Registry& m_registry;
    const Language& m_language;
    Inspection& m_out;
    const twin::state::LinkResiduals* m_residuals;
};

} // namespace models
