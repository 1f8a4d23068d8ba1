#include "models/inspector/inspector_model.h"

#include "models/desk/desk_entity.h"
#include "models/desk/desk_words.h"
#include "models/format/terms.h"
#include "models/inspector/inspection_builder.h"

#include <ranges>

namespace models {

namespace {

constexpr int kInterval_ms = 500; ///< figures that change faster cannot be read
constexpr int kDeskFacts = 5;

} // namespace

InspectorModel::InspectorModel(SnapshotFeed& feed, Selection& selection, const Language& language,
                               QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_language(language)
    , m_throttle(kInterval_ms, [this] { refresh(); })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &InspectorModel::follow);
    connect(&selection, &Selection::changed, this, [this] { m_throttle.runNow(); });
    connect(&language, &Language::changed, this, [this] {
        m_inspection.key = {}; // labels change too: the page is built anew
        m_throttle.runNow();
    });
}

void InspectorModel::setResiduals(const ResidualModel& residuals)
{
    m_residuals = &residuals;
    connect(&residuals, &ResidualModel::changed, this, &InspectorModel::follow);
}

void InspectorModel::setDesk(const DeskModel& desk)
{
    m_desk = &desk;
    connect(&desk, &DeskModel::changed, this, &InspectorModel::follow);
}

/// The last that was said of the entity, newest first.
void InspectorModel::addDesk()
{
    const std::string entity = deskEntity(m_inspection.key);
    if (m_desk == nullptr || entity.empty()) {
        return;
    }
    FactSection section{QStringLiteral("desk"), tr("Shift log"), {}};
    for (const auto& entry : std::views::reverse(m_desk->entries())) {
        if (section.facts.size() == kDeskFacts) {
            break;
        }
        if (entry->entity == entity) {
            //: an entry of the shift log: %1: when, %2: who
            const QString label = tr("%1, %2").arg(format::dateTime(entry->moment()), deskSeatText(*entry));
            section.facts.append({label, deskEntryText(*entry), {}});
        }
    }
    if (!section.facts.isEmpty()) {
        m_inspection.sections.append(section);
    }
}

void InspectorModel::setActive(bool active)
{
    m_active = active;
    if (active) {
        m_throttle.runNow();
    }
}

void InspectorModel::follow()
{
    if (m_active && m_selection.current().isValid()) {
        m_throttle.request();
    }
}

void InspectorModel::refresh()
{
    if (!m_active) {
        return;
    }
    const bool wasThere = m_inspection.exists;
    const EntityKey before = m_inspection.key;
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    const auto* residuals =
        m_residuals != nullptr && snapshot ? m_residuals->of(snapshot->registry) : nullptr;
    m_inspection = inspect(snapshot, m_selection.current(), m_language, residuals);
    addDesk();
    if (before == m_inspection.key && wasThere == m_inspection.exists) {
        Q_EMIT valuesChanged();
    } else {
        Q_EMIT entityChanged();
    }
}

Inspection inspect(const twin::state::SnapshotPtr& snapshot, const EntityKey& key, const Language& language,
                   const twin::state::LinkResiduals* residuals)
{
    Inspection out;
    out.key = key;
    out.kind = Terms::of(key.type);
    out.identifier = key.id;
    out.title = key.id;
    if (snapshot && key.isValid()) {
        InspectionBuilder(*snapshot, language, out, residuals).build();
    }
    return out;
}

} // namespace models
