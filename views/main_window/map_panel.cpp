#include "views/main_window/map_panel.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/geo/difference_overlay.h"
#include "models/geo/difference_text.h"
#include "models/geo/hover_text.h"
#include "views/actions/action_registry.h"
#include "views/widgets/entity_menu.h"

#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace views {

using models::EntityKey;

namespace {

/// A live scene every 200 ms is as much as an eye follows, and leaves the worker time for panning.
constexpr int kLiveInterval_ms = 200;

const QString kLayersKey = QStringLiteral("layout/layers/"); // goes with the layout

/// Whether they have no place in common: an update of a registry keeps most of them.
bool isAnotherNetwork(const twin::registry::Registry& before, const twin::registry::Registry& now)
{
    return std::ranges::none_of(now.sites, [&](const twin::registry::Site& site) {
        return before.find(twin::EntityKind::Site, site.id).has_value();
    });
}

QString textOf(const models::HoverText& text)
{
    return text.title.isEmpty() ? QString() : text.title + u'\n' + text.lines.join(u'\n');
}

} // namespace

MapPanel::MapPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_map(new MapWidget(context.theme, context.models.selection))
    , m_buttons(new QWidget(this))
    , m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("mapPanel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_map);
    m_timer.setSingleShot(true);
    m_map->setKeyOf([this](EntityKey::Type type, std::uint32_t index) { return keyOf(type, index); });
    m_map->setHoverText([this](const QList<EntityKey>& keys) { return hoverText(keys); });
    m_map->setAdditionText([this](const models::MapAddition& addition) {
        // The picture may still show the difference before the newest one.
        const auto difference = shownDifference();
        const std::size_t rows =
            difference == nullptr                              ? 0
            : addition.kind == models::MapAddition::Kind::Link ? difference->addedLinks.size()
            : addition.kind == models::MapAddition::Kind::Pool ? difference->addedPools.size()
                                                               : difference->addedConduits.size();
        return addition.row < rows
                   ? textOf(models::additionText(*difference, addition, m_context.models.language))
                   : QString();
    });
    connectModels();
    bindActions();
    m_buttons->raise();
    m_hint->setObjectName(QStringLiteral("planHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setMargin(8);
    m_hint->setAutoFillBackground(true);
    m_hint->setProperty("ground", QStringLiteral("raised"));
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    retranslate();
}

void MapPanel::connectModels()
{
    const models::ConsoleModels& models = m_context.models;
    connect(&m_timer, &QTimer::timeout, this, &MapPanel::makeScene);
    connect(&models.feed, &models::SnapshotFeed::snapshotApplied, this,
            [this](const twin::state::SnapshotPtr& current, const twin::state::SnapshotPtr& previous) {
                const bool same = previous && current && previous->registry == current->registry;
                if (previous && !same && isAnotherNetwork(*previous->registry, *current->registry)) {
                    m_map->fit();
                    Q_EMIT anotherNetworkCame();
                }
                later(same && current->live && m_firstValues != 0 ? kLiveInterval_ms : 0);
            });
    connect(&models.attentionFeed, &models::AttentionFeed::changed, this, [this] {
        const twin::state::SnapshotPtr& shown = m_context.models.feed.snapshot();
        later(shown && shown->live ? kLiveInterval_ms : 0);
    });
    const auto now = [this] {
        later(0);
    };
    connect(&models.selection, &models::Selection::changed, this, now);
    connect(&models.filter, &models::EntityFilter::changed, this, now);
    connect(&models.language, &models::Language::changed, this, now);
    connect(&models.paths, &models::PathsModel::overlayChanged, this, [this] {
        m_context.models.mapScene.setOverlay(m_context.models.paths.overlay());
        later(0);
    });
    connect(&models.planDifference, &models::PlanDifference::changed, this, [this] {
        m_context.models.mapScene.setDifference(m_context.models.planDifference.difference());
        later(0);
    });
    connect(&models.residual, &models::ResidualModel::changed, this, [this] {
        if (m_map->isLayerVisible(MapLayer::Residual)) {
            later(kLiveInterval_ms);
        }
    });
    connect(m_map, &MapWidget::entityActivated, this,
            [this](const EntityKey& key) { m_context.models.selection.select(key, true); });
    connect(m_map, &MapWidget::contextMenuRequested, this,
            [this](const EntityKey& key, const QPoint& position) {
                if (key.isValid()) {
                    popupEntityMenu(m_context, key, position);
                }
            });
}

void MapPanel::bindActions()
{
    ActionRegistry& actions = m_context.actions;
    actions.bind(QStringLiteral("map.fit"), this, [this](bool) { m_map->fit(); });
    actions.bind(QStringLiteral("map.zoomIn"), this, [this](bool) { m_map->zoomBy(1.5); });
    actions.bind(QStringLiteral("map.zoomOut"), this, [this](bool) { m_map->zoomBy(1 / 1.5); });
    bindLayer(QStringLiteral("map.basemap"), MapLayer::Basemap);
    bindLayer(QStringLiteral("map.labels"), MapLayer::Labels);
    bindLayer(QStringLiteral("map.links"), MapLayer::Links);
    bindLayer(QStringLiteral("map.accessLinks"), MapLayer::AccessLinks);
    bindLayer(QStringLiteral("map.flows"), MapLayer::Flows);
    bindLayer(QStringLiteral("map.pools"), MapLayer::Pools);
    bindLayer(QStringLiteral("map.sites"), MapLayer::Sites);
    bindLayer(QStringLiteral("map.severity"), MapLayer::Severity);
    bindCircle(QStringLiteral("map.circle1"), 0);
    bindCircle(QStringLiteral("map.circle5"), 1);
    bindCircle(QStringLiteral("map.circle20"), 2);
    bindLayer(QStringLiteral("map.residual"), MapLayer::Residual);
    bindLayer(QStringLiteral("map.difference"), MapLayer::Difference);
    actions.bind(QStringLiteral("plan.mapEdit"), this, [this](bool on) { setPlanMode(on); });
    QAction* legend = actions.action(QStringLiteral("map.legend"));
    legend->setChecked(!m_map->isLegendFolded());
    connect(m_map, &MapWidget::legendFoldedChanged, legend,
            [legend](bool folded) { legend->setChecked(!folded); });
    actions.bind(legend->objectName(), this, [this](bool checked) { m_map->setLegendFolded(!checked); });
    auto* column = new QVBoxLayout(m_buttons);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    const auto addButton = [column](QAction* action) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setIconSize(QSize(16, 16));
        button->setProperty("ground", QStringLiteral("raised"));
        button->setFocusPolicy(Qt::TabFocus);
        column->addWidget(button);
        return button;
    };
    for (const char* id : {"map.zoomIn", "map.zoomOut", "map.fit", "view.mapOnly"}) {
        addButton(actions.action(QString::fromLatin1(id)));
    }
    m_buttons->adjustSize();
}

void MapPanel::bindLayer(const QString& action, MapLayer layer)
{
    QAction* toggle = m_context.actions.action(action);
    m_layers.insert(action, layer);
    toggle->setChecked(m_map->isLayerVisible(layer));
    m_context.actions.bind(action, this,
                           [this, layer](bool checked) { m_map->setLayerVisible(layer, checked); });
    connect(m_map, &MapWidget::layerVisibilityChanged, toggle,
            [this, toggle, layer] { toggle->setChecked(m_map->isLayerVisible(layer)); });
}

void MapPanel::saveLayers() const
{
    for (auto layer = m_layers.cbegin(); layer != m_layers.cend(); ++layer) {
        m_context.settings.setValue(kLayersKey + layer.key(), m_map->isLayerVisible(layer.value()));
    }
}

void MapPanel::restoreLayers()
{
    for (auto layer = m_layers.cbegin(); layer != m_layers.cend(); ++layer) {
        const QVariant kept = m_context.settings.value(kLayersKey + layer.key());
        if (kept.isValid()) {
            m_map->setLayerVisible(layer.value(), kept.toBool());
        }
    }
}

/// Circles belong to what is selected, not to the map's layers: none is shown without a place.
void MapPanel::bindCircle(const QString& action, std::size_t circle)
{
    models::PathsModel& paths = m_context.models.paths;
    QAction* toggle = m_context.actions.action(action);
    const auto show = [toggle, &paths, circle] {
        toggle->setChecked(paths.circles().test(circle));
    };
    m_context.actions.bind(action, this, [&paths, circle](bool checked) {
        paths.setCircles(models::CircleChoice(paths.circles()).set(circle, checked));
    });
    connect(&paths, &models::PathsModel::circlesChanged, toggle, show);
    show();
}

void MapPanel::setPlanMode(bool on)
{
    m_context.actions.action(QStringLiteral("plan.mapEdit"))->setChecked(on);
    m_map->setPlanMode(on);
    m_hint->setVisible(on);
    placeHint();
    if (on) {
        m_map->setFocus();
    }
}

void MapPanel::later(int delay_ms)
{
    if (!isVisible()) {
        return;
    }
    if (!m_timer.isActive() || m_timer.remainingTime() > delay_ms) {
        m_timer.start(delay_ms);
    }
}

void MapPanel::makeScene()
{
    const models::ConsoleModels& models = m_context.models;
    m_shown = models.feed.snapshot();
    m_context.models.mapScene.setResiduals(models.residual.residuals());
    const models::MapScenePtr scene =
        m_context.models.mapScene.build(m_shown, *models.attentionFeed.digest(), models.filter,
                                        models.selection, models.language.isChinese());
    if (m_shown && m_firstScene == 0) {
        m_firstScene = scene->version;
    }
    if (m_shown && m_firstValues == 0 && m_shown->totals.applied > 0) {
        m_firstValues = scene->version;
    }
    m_map->setScene(scene);
}

bool MapPanel::hasShown(bool values) const
{
    const std::uint64_t first = values ? m_firstValues : m_firstScene;
    return first != 0 && m_map->stats().sceneVersion >= first;
}

EntityKey MapPanel::keyOf(EntityKey::Type type, std::uint32_t index) const
{
    if (!m_shown || !models::isLiveType(type)) {
        return {};
    }
    return {type, QString::fromStdString(m_shown->id({models::entityKind(type), index}))};
}

QString MapPanel::hoverText(const QList<EntityKey>& keys) const
{
    const twin::state::SnapshotPtr& snapshot = m_context.models.feed.snapshot();
    if (!snapshot) {
        return {};
    }
    const models::Language& language = m_context.models.language;
    if (keys.size() > 1) {
        std::vector<std::uint32_t> pools;
        for (const EntityKey& key : keys) {
            if (const auto pool = snapshot->find(twin::EntityKind::Pool, models::format::utf8(key.id))) {
                pools.push_back(pool->index);
            }
        }
        models::HoverText text = models::hoverTextOfPools(*snapshot, pools, language);
        if (const auto difference = shownDifference()) {
            text.lines.append(models::differenceLines(*difference, pools, language));
        }
        return textOf(text);
    }
    const EntityKey& key = keys.first();
    models::HoverText text = models::hoverText(*snapshot, key, language);
    const models::PathsModel& paths = m_context.models.paths;
    if (const auto latency = paths.latencyTo(key)) {
        const QLocale& locale = language.locale();
        text.lines.append(tr("%1 one way from %2")
                              .arg(models::format::milliseconds(*latency, locale).text(), paths.fromName()));
    }
    if (const auto difference = shownDifference()) {
        text.lines.append(models::differenceLines(*difference, key, language));
    }
    return textOf(text);
}

models::MapDifferencePtr MapPanel::shownDifference() const
{
    const twin::state::SnapshotPtr& snapshot = m_context.models.feed.snapshot();
    const models::MapDifferencePtr& difference = m_context.models.planDifference.difference();
    const bool isShown = difference != nullptr && snapshot != nullptr &&
                         m_map->isLayerVisible(MapLayer::Difference) &&
                         models::isSameRegistry(difference->registry, snapshot->registry);
    return isShown ? difference : nullptr;
}

/// Top middle, beside the buttons.
void MapPanel::placeHint()
{
    const int room = std::max(160, width() - 2 * (m_buttons->width() + 8));
    m_hint->setFixedWidth(std::min(room, m_hint->fontMetrics().horizontalAdvance(m_hint->text()) + 24));
    m_hint->adjustSize();
    m_hint->resize(m_hint->width(), m_hint->heightForWidth(m_hint->width()));
    m_hint->move((width() - m_hint->width()) / 2, 8);
    m_hint->raise();
}

void MapPanel::retranslate()
{
    m_map->setChinese(m_context.models.language.isChinese());
    m_map->setEmptyHint(tr("Open a registry or a network file (%1), or start with --demo.")
                            .arg(m_context.actions.action(QStringLiteral("file.open"))
                                     ->shortcut()
                                     .toString(QKeySequence::NativeText)));
    m_map->setAccessibleName(tr("Map of pools and links"));
    m_hint->setText(tr("Editing the plan: click a link to cut or restore it, draw from place to place to add "
                       "a link, from pool to pool to move a job. Esc ends."));
    placeHint();
}

void MapPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    later(0);
}

void MapPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_buttons->move(width() - m_buttons->width(), 0);
    m_buttons->raise();
    placeHint();
}

} // namespace views
