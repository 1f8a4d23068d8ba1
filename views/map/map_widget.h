#pragma once

#include "models/geo/difference_text.h"
#include "models/geo/map_scene.h"
#include "models/selection/selection.h"
#include "twin/support/result.h"
#include "views/map/map_picture.h"
#include "views/map/map_stats.h"
#include "views/theme/theme.h"

#include <QImage>
#include <QWidget>

#include <functional>
#include <memory>

namespace views {

/// The 2D map: shows pictures drawn by a worker thread, and never waits for one. Pan by drag or arrows, zoom
/// by wheel, + and - or double click, `0` fits, click selects, Ctrl+click toggles, Shift+drag selects a box,
/// Esc clears. While a plan is edited (setPlanMode), a click on a link and a drag from place to place ask for
/// changes instead. GUI thread.
class MapWidget final : public QWidget
{
    Q_OBJECT

  public:
    /// The identifier of pool, link or site number `index` of the scene shown.
    using KeyOf = std::function<models::EntityKey(models::EntityKey::Type, std::uint32_t index)>;
    /// Translated text of the hover card; rich text is not interpreted, lines are split at '\n'.
    using HoverText = std::function<QString(const QList<models::EntityKey>&)>;
    using AdditionText = std::function<QString(const models::MapAddition&)>;

    MapWidget(Theme& theme, models::Selection& selection, QWidget* parent = nullptr);
    ~MapWidget() override;

    /// Null is an empty scene. Cheap: the worker draws. The first scene with pools or sites outside the
    /// basemap changes the projection to fit them.
    void setScene(models::MapScenePtr scene);
    void setKeyOf(KeyOf keyOf);
    void setHoverText(HoverText text);
    /// The same of what the scenario on the map adds.
    void setAdditionText(AdditionText text);
    /// What the empty map says below its title, e.g. how to open a registry.
    void setEmptyHint(const QString& hint);

    /// The whole territory, or the whole foreign network, in sight.
    void fit();
    /// Around the middle; factor > 1 comes nearer.
    void zoomBy(double factor);
    /// Where a place stands in the widget now, in sight or not.
    [[nodiscard]] QPointF screenPosition(twin::Position position) const;
    void setLayerVisible(MapLayer layer, bool visible);
    [[nodiscard]] bool isLayerVisible(MapLayer layer) const;
    /// From now on, whatever the size. Until the first call the legend folds where it would cover most of the
    /// map.
    void setLegendFolded(bool folded);
    [[nodiscard]] bool isLegendFolded() const;
    void setPlanMode(bool on);
    [[nodiscard]] bool isPlanMode() const;
    void setReducedMotion(bool reduced);
    /// Which name labels show first.
    void setChinese(bool chinese);

    /// Another basemap (docs/formats.md). Errors: those of `loadBasemap`; the map keeps the one it has.
    [[nodiscard]] twin::Result<> setBasemapFile(const QString& path);

    /// What is on the screen at this size, drawn now (waits for the worker).
    [[nodiscard]] QImage grabImage();
    [[nodiscard]] const MapFrameStats& stats() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    /// Double click or Enter on an entity.
    void entityActivated(const models::EntityKey& key);
    /// A right click; `key` may be invalid (empty ground).
    void contextMenuRequested(const models::EntityKey& key, const QPoint& globalPosition);
    void layerVisibilityChanged();
    /// In plan mode a link was clicked, at that place.
    void cutRequested(const models::EntityKey& link, twin::Position place);
    /// In plan mode somebody drew from one pool or site to another; `to` is invalid over several pools drawn
    /// as one.
    void joinRequested(const models::EntityKey& from, const models::EntityKey& to);
    /// An entity was dropped onto another; `onto` is invalid over several pools drawn as one.
    void entityDropped(const models::EntityKey& entity, const models::EntityKey& onto);
    void legendFoldedChanged(bool folded);
    /// A newer picture is on the screen.
    void frameShown();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace views
