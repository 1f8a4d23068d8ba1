#pragma once

#include "models/planner/link_proposal.h"
#include "models/planner/quick_commands.h"
#include "twin/scenario/command.h"
#include "views/view_context.h"

#include <QList>
#include <QObject>

namespace views {

class MainWindow;
class MapWidget;

/// Edits of the current scenario from where things are shown: the Plan menu on what is selected, the context
/// menus, and gestures on the map. Without a scenario the moment on screen is forked first, and the message
/// bar says so, as it says why something cannot be done. GUI thread.
class QuickPlanCommands final : public QObject
{
    Q_OBJECT

  public:
    QuickPlanCommands(MainWindow& window, const ViewContext& context);

    /// Does it to each; asks first what is left of something degraded.
    void apply(models::QuickVerb verb, const QList<models::EntityKey>& keys);
    /// Asks for the capacity of a link between two places.
    void addLink(const models::EntityKey& from, const models::EntityKey& to);
    /// Asks for the pool a job moves to with what it has in `from` (an invalid key: all of it).
    void chooseMove(const models::EntityKey& job, const models::EntityKey& from);
    /// Moves a job, or what it has in `from`, to a pool.
    void moveJob(const models::EntityKey& job, const models::EntityKey& from, const models::EntityKey& to);
    void cancelJobs(const QList<models::EntityKey>& jobs);

  private:
    using Types = std::initializer_list<models::EntityKey::Type>;

    void bindActions();
    void connectMap();
    /// Selected things of those types; none is said in the message bar.
    [[nodiscard]] QList<models::EntityKey> selected(Types types, const QString& none);
    void applyNow(models::QuickVerb verb, const QList<models::EntityKey>& keys, double amount);
    void askLeft(const QList<models::EntityKey>& keys);
    void askCapacity(const models::LinkProposal& proposal, const models::EntityKey& from,
                     const models::EntityKey& to);
    void join(const models::EntityKey& from, const models::EntityKey& to);
    void moveSomeJob(const models::EntityKey& from, const models::EntityKey& to);
    void drop(const models::EntityKey& entity, const models::EntityKey& onto);
    void cut(const models::EntityKey& link, twin::Position place);
    void sayForked(const QString& name);
    void say(const QString& what, const QString& todo = {});
    void refuse(const QString& reason, const QString& detail = {});
    [[nodiscard]] QString label(const models::EntityKey& key) const;

    MainWindow& m_window;
    const ViewContext& m_context;
};

} // namespace views
