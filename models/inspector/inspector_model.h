#pragma once

#include "models/desk/desk_model.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/geo/map_scene.h"
#include "models/language/language.h"
#include "models/residual/residual_model.h"
#include "models/search/related.h"
#include "models/selection/selection.h"

#include <QList>
#include <QObject>

namespace models {

/// A fact of the registry: label, value, unit.
struct Fact
{
    QString label;
    QString value;
    QString unit;
};

struct FactSection
{
    QString id; ///< stable name for remembering what is folded
    QString title;
    QList<Fact> facts;
};

/// A value with its history's end: how old, how good.
struct LiveFact
{
    QString label;
    QString value; ///< dash when never heard
    QString unit;
    QString age;
    QString quality; ///< "good", "estimated", "stale", "not heard", translated
    bool known = false;
    bool stale = false;
    double ratio = -1;  ///< 0..1+ when it is to be drawn as a bar, else negative
    bool isLoad = true; ///< the ratio is a load: high is a worry; false: a share, as of work done
};

/// Everything the inspector shows, as plain texts.
struct Inspection
{
    EntityKey key;
    bool exists = false; ///< false: gone from the registry or directory; only key and title are filled
    QString kind;
    QString title;
    QString subtitle; ///< the name in the other language, or where it is
    QString identifier;
    QString stateText; ///< "Up · good · 3 s" with what is known
    MarkState mark = MarkState::Unknown;
    QList<LiveFact> keyFigures;
    QList<LiveFact> live;
    QList<FactSection> sections;
    QList<RelatedGroup> related;
};

/// What the inspector shows of the current selection; made again at most twice a second. GUI thread.
class InspectorModel final : public QObject
{
    Q_OBJECT

  public:
    InspectorModel(SnapshotFeed& feed, Selection& selection, const Language& language,
                   QObject* parent = nullptr);

    [[nodiscard]] const Inspection& inspection() const { return m_inspection; }

    /// Shows what is expected of a link too; `residuals` outlives the model.
    void setResiduals(const ResidualModel& residuals);

    /// Shows what the seats last said of the entity; `desk` outlives the model.
    void setDesk(const DeskModel& desk);

    /// How many entities are selected (the current one is shown).
    [[nodiscard]] qsizetype selectedCount() const { return m_selection.keys().size(); }

    /// A hidden inspector does no work. Active at first.
    void setActive(bool active);

  Q_SIGNALS:
    /// Another entity (or none): build the page anew.
    void entityChanged();
    /// The same entity, new values.
    void valuesChanged();

  private:
    void follow();
    void refresh();
    void addDesk();

    SnapshotFeed& m_feed;
    Selection& m_selection;
    const Language& m_language;
    const ResidualModel* m_residuals = nullptr;
    const DeskModel* m_desk = nullptr;
    Inspection m_inspection;
    Throttle m_throttle;
    bool m_active = true;
};

/// The inspection of one entity now (also for tests and reports). `snapshot` may be null, `residuals` are of
/// its registry or null.
[[nodiscard]] Inspection inspect(const twin::state::SnapshotPtr& snapshot, const EntityKey& key,
                                 const Language& language,
                                 const twin::state::LinkResiduals* residuals = nullptr);

} // namespace models
