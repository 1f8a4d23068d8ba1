#pragma once

#include "models/language/language.h"
#include "views/actions/action_registry.h"
#include "views/messages/message_bar.h"
#include "views/view_context.h"

#include <QHash>
#include <QMainWindow>

namespace models {
class TableProxy;
}

namespace views {

class AttentionPanel;
class CalculatorsDialog;
class ComparisonPanel;
class DiscoverPanel;
class DockHeader;
class EntityTable;
class FailurePanel;
class FileCommands;
class FixedBanner;
class InspectorPanel;
class MapPanel;
class MapWidget;
class NavigatorPanel;
class PathsPanel;
class PlannerCommands;
class PlanResultsPanel;
class ScenarioPanel;
class PlacementPanel;
class SearchPopup;
class ShiftLogPanel;
class StatusStrip;
class TablePanel;
class TimeBar;
struct TableEmptyText;

/// The console's window: status strip above, map in the middle, docks of fixed names around it, time bar
/// below. It shows the models and asks for what only the application can do by signals. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

  public:
    /// All of it outlives the window.
    MainWindow(models::ConsoleModels& models, Theme& theme, QSettings& settings);
    ~MainWindow() override;

    [[nodiscard]] ActionRegistry& actionRegistry() { return m_actions; }

    [[nodiscard]] MessageBar& messages() { return *m_messages; }

    [[nodiscard]] MapWidget& map();
    /// As if somebody had said to keep what no file has: nobody may be there to be asked.
    void closeUnasked();
    /// Whether the map has shown a registry; with `values`, its telemetry too.
    [[nodiscard]] bool hasShown(bool values) const;

    /// What people of one kind of work need: two layouts of the docks, each kept for itself.
    enum class Workspace { Operations, Planning };
    Q_ENUM(Workspace)

    [[nodiscard]] Workspace workspace() const { return m_workspace; }

    /// The layout of this one as it was left, else its default.
    void setWorkspace(Workspace workspace);

    /// Shows a dock by its name ("planResults") in front.
    void raiseDock(const QString& name);

    [[nodiscard]] ScenarioPanel& scenarios() { return *m_scenarios; }

    [[nodiscard]] PlanResultsPanel& planResults() { return *m_planResults; }

    [[nodiscard]] PlannerCommands& plannerCommands() { return *m_planner; }

    /// The layout of the last time if there is one that fits, else the default for this size.
    void restoreLayout();
    void saveLayout();
    void resetLayout();

    /// The table a person works in: the focused one, else the one in front at the bottom; null when all are
    /// closed.
    [[nodiscard]] EntityTable* currentTable() const;
    [[nodiscard]] static EntityTable* tableOf(const QDockWidget& dock);

  Q_SIGNALS:
    /// A registry, network or state file was chosen.
    void openRequested(const QString& path);
    void saveStateRequested(const QString& path);
    void languageRequested(models::Language::Tongue tongue);
    /// Back from a saved state to the live twin.
    void savedStateClosed();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void forgetSelectionOfWhatIsGone();
    void makeCentre();
    void makeBars();
    void makeDocks();
    QDockWidget* addDock(const QString& name, Qt::DockWidgetArea area, QWidget* content);
    void addTableDock(const QString& name, models::TableProxy& proxy, TableEmptyText (*emptyText)());
    void addAttentionDock();
    void addPathsDock();
    void addShiftLogDock();
    void addFailureDock();
    void addComputeDocks(); // these and addPlannerDocks: main_window_planner.cpp
    void bindPlannerActions();
    void makeRoom(const QString& name);
    void tellOfStandingQueries();
    void showCalculators();
    void bindDock(const QString& name, std::function<void(bool)> activity);
    void makeMenus();
    void makePlanMenu();
    void bindActions();
    void bindViewActions();
    void retranslate();
    void retranslateDocks();
    void goUp();
    void goLive();
    void holdMoment(bool hold);
    void clearFilters();
    void setMapOnly(bool on);
    void applyDefaultLayout();
    void sizeDocks();
    void showDockTitles();
    void showWorkspace();
    void addPlannerDocks();
    void bindWorkspaces();

    ActionRegistry m_actions;
    ViewContext m_context;
    QHash<QString, QDockWidget*> m_docks; ///< by "navigator", "pools"…
    QHash<QString, DockHeader*> m_headers;
    QHash<QString, TablePanel*> m_tables;
    QList<QMenu*> m_menus;
    QMenu* m_themeMenu = nullptr;
    QMenu* m_languageMenu = nullptr;
    QMenu* m_panelMenu = nullptr;
    QMenu* m_layerMenu = nullptr;
    MessageBar* m_messages = nullptr;
    FixedBanner* m_banner = nullptr;
    MapPanel* m_map = nullptr;
    StatusStrip* m_strip = nullptr;
    TimeBar* m_time = nullptr;
    NavigatorPanel* m_navigator = nullptr;
    InspectorPanel* m_inspector = nullptr;
    AttentionPanel* m_attention = nullptr;
    PathsPanel* m_paths = nullptr;
    ShiftLogPanel* m_shiftLog = nullptr;
    FailurePanel* m_failures = nullptr;
    DiscoverPanel* m_discover = nullptr;
    PlacementPanel* m_placement = nullptr;
    CalculatorsDialog* m_calculators = nullptr; ///< made when first asked for
    SearchPopup* m_search = nullptr;
    FileCommands* m_files = nullptr;
    ScenarioPanel* m_scenarios = nullptr;
    PlanResultsPanel* m_planResults = nullptr;
    ComparisonPanel* m_comparison = nullptr;
    PlannerCommands* m_planner = nullptr;
    Workspace m_workspace = Workspace::Operations;
    QByteArray m_beforeMapOnly;
    bool m_closesUnasked = false;
    bool m_sizeDocksOnShow = true; ///< docks take sizes only when the window has one
};

} // namespace views
