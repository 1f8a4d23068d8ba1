#pragma once

#include "views/map/map_widget.h"
#include "views/view_context.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace views {

/// The map with its few buttons: makes a scene of every new snapshot (at most five a second), and at once
/// when filter, selection or language change. A hidden map makes none.
class MapPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit MapPanel(const ViewContext& context, QWidget* parent = nullptr);

    [[nodiscard]] MapWidget& map() { return *m_map; }

    void retranslate();
    /// Whether a picture is on the screen that was made of a snapshot; with `values`, of one that had
    /// telemetry.
    [[nodiscard]] bool hasShown(bool values) const;
    /// Which layers are shown is a part of the layout.
    void saveLayers() const;
    void restoreLayers();

  Q_SIGNALS:
    /// The registry has no site in common with the one before.
    void anotherNetworkCame();

  protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void connectModels();
    void bindActions();
    void bindLayer(const QString& action, MapLayer layer);
    void bindCircle(const QString& action, std::size_t circle);
    void setPlanMode(bool on);
    void placeHint();
    void later(int delay_ms);
    void makeScene();
    [[nodiscard]] models::EntityKey keyOf(models::EntityKey::Type type, std::uint32_t index) const;
    [[nodiscard]] models::MapDifferencePtr shownDifference() const;
    [[nodiscard]] QString hoverText(const QList<models::EntityKey>& keys) const;

    const ViewContext& m_context;
    MapWidget* m_map;
    QWidget* m_buttons;
    QLabel* m_hint;                   ///< how to edit a plan by hand, while one does
    QMap<QString, MapLayer> m_layers; ///< by the action that shows it
    QTimer m_timer;
    std::uint64_t m_firstScene = 0;   ///< version of the first scene with a registry; 0 = none yet
    std::uint64_t m_firstValues = 0;  ///< likewise with telemetry
    twin::state::SnapshotPtr m_shown; ///< the numbers in the scene are of this snapshot
};

} // namespace views
