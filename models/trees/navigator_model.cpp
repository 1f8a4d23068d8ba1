#include "models/trees/navigator_model.h"

#include "models/format/format.h"
#include "models/trees/navigator_tree.h"

#include <algorithm>

namespace models {

namespace {

constexpr int kInterval_ms = 1000;

const NavigatorModel::Node* findKey(const NavigatorModel::Node& node, const EntityKey& key)
{
    for (const auto& child : node.children) {
        if (child->key == key) {
            return child.get();
        }
        if (const auto* found = findKey(*child, key)) {
            return found;
        }
    }
    return nullptr;
}

bool passesAny(const EntityFilter& filter, const twin::state::Snapshot& snapshot,
               const NavigatorModel::Node& node)
{
    if (node.leaf != twin::EntityRef::kNone) {
        return node.key.type != EntityKey::Type::Pool || filter.passesPool(snapshot, node.leaf);
    }
    return std::ranges::any_of(node.children,
                               [&](const auto& child) { return passesAny(filter, snapshot, *child); });
}

} // namespace

NavigatorModel::NavigatorModel(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                               QObject* parent)
    : QAbstractItemModel(parent)
    , m_feed(feed)
    , m_attention(attention)
    , m_language(language)
    , m_digest(attention.digest())
    , m_root(std::make_unique<Node>())
    , m_throttle(kInterval_ms, [this] { refresh(); })
{
    connect(&feed, &SnapshotFeed::registryChanged, this, &NavigatorModel::rebuild);
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &NavigatorModel::follow);
    connect(&attention, &AttentionFeed::changed, this, &NavigatorModel::follow);
    connect(&language, &Language::changed, this, [this] {
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        Q_EMIT layoutAboutToBeChanged();
        Q_EMIT layoutChanged();
    });
}

NavigatorModel::~NavigatorModel() = default;

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, nodeOf(parent).children[static_cast<std::size_t>(row)].get());
}

QModelIndex NavigatorModel::parent(const QModelIndex& child) const
{
    const Node* parent = child.isValid() ? nodeOf(child).parent : nullptr;
    return parent == nullptr || parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int NavigatorModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int NavigatorModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

QVariant NavigatorModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node& node = nodeOf(index);
    switch (role) {
    case KeyRole:
        return QVariant::fromValue(node.key);
    case StaleRole:
        return node.isStale;
    case KnownRole:
        return node.utilisation() >= 0 || node.isStale;
    case SeverityRole: {
        const bool isPool = node.key.type == EntityKey::Type::Pool;
        const bool isLeaf = node.leaf != twin::EntityRef::kNone && m_snapshot;
        const twin::EntityRef entity{isPool ? twin::EntityKind::Pool : twin::EntityKind::Site, node.leaf};
        return isLeaf ? int{m_digest->severity(*m_snapshot, entity)} : 0;
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    default:
        return cell(node, index.column(), role);
    }
}

QVariant NavigatorModel::cell(const Node& node, int column, int role) const
{
    if (column == NameColumn) {
        const bool isText = role == Qt::DisplayRole || role == SortRole || role == Qt::ToolTipRole;
        return isText ? QVariant(name(node)) : QVariant();
    }
    const bool isCompute = column == ComputeColumn;
    if (role == SortRole) {
        return isCompute ? node.gflops : node.utilisation();
    }
    if (role == RatioRole) {
        return !isCompute && node.utilisation() >= 0 ? QVariant(node.utilisation()) : QVariant();
    }
    const bool hasValue = isCompute ? node.gflops > 0 : node.utilisation() >= 0;
    if (role != Qt::DisplayRole && role != UnitRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    const format::Quantity quantity = !hasValue   ? format::Quantity{format::unknown(), {}}
                                      : isCompute ? format::flops(node.gflops, m_language.locale())
                                                  : format::percent(node.utilisation(), m_language.locale());
    return role == Qt::DisplayRole ? quantity.number : role == UnitRole ? quantity.unit : quantity.text();
}

QVariant NavigatorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return m_snapshot && m_snapshot->registry->pools.empty() ? tr("Region, site")
                                                                 : tr("Hub, province, enterprise, pool");
    case ComputeColumn:
        return tr("FP16");
    case UtilisationColumn:
        return tr("Use");
    default:
        return {};
    }
}

QModelIndex NavigatorModel::indexOf(const EntityKey& key) const
{
    const Node* node = key.isValid() ? findKey(*m_root, key) : nullptr;
    return node == nullptr ? QModelIndex() : createIndex(node->row, NameColumn, node);
}

void NavigatorModel::setActive(bool active)
{
    m_active = active;
    if (active) {
        m_throttle.request();
    }
}

bool NavigatorModel::passes(const EntityFilter& filter, const QModelIndex& index) const
{
    return !m_snapshot || filter.spec().isEmpty() || passesAny(filter, *m_snapshot, nodeOf(index));
}

void NavigatorModel::setFilter(const EntityFilter& filter)
{
    m_filter = &filter;
    connect(&filter, &EntityFilter::changed, this, [this] {
        if (m_snapshot) {
            sumUp(*m_root, *m_snapshot, m_filter);
            announce(*m_root);
        }
    });
}

bool NavigatorModel::isNamed(const QModelIndex& index, const QString& text) const
{
    const Node& node = nodeOf(index);
    const auto holds = [&](const QString& name) {
        return name.contains(text, Qt::CaseInsensitive);
    };
    return holds(name(node)) || holds(format::text(node.name.zh)) || holds(format::text(node.name.en)) ||
           holds(node.key.id);
}

void NavigatorModel::follow()
{
    if (m_active) {
        m_throttle.request();
    }
}

void NavigatorModel::rebuild()
{
    beginResetModel();
    m_snapshot = m_feed.snapshot();
    m_root = makeNavigatorTree(*m_snapshot->registry);
    sumUp(*m_root, *m_snapshot, m_filter);
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void NavigatorModel::refresh()
{
    const auto& current = m_feed.snapshot();
    const bool isSame = current == m_snapshot && m_digest == m_attention.digest();
    if (!current || isSame || !m_snapshot || current->registry != m_snapshot->registry) {
        return;
    }
    m_snapshot = current;
    m_digest = m_attention.digest();
    sumUp(*m_root, *m_snapshot, m_filter);
    announce(*m_root);
}

/// One signal per group: figures of nearly all rows move every second.
void NavigatorModel::announce(const Node& parent)
{
    if (parent.children.empty()) {
        return;
    }
    const Node& first = *parent.children.front();
    const Node& last = *parent.children.back();
    Q_EMIT dataChanged(createIndex(first.row, 0, &first), createIndex(last.row, ColumnCount - 1, &last));
    for (const auto& child : parent.children) {
        announce(*child);
    }
}

const NavigatorModel::Node& NavigatorModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? *static_cast<const Node*>(index.constInternalPointer()) : *m_root;
}

QString NavigatorModel::name(const Node& node) const
{
    if (node.key.type == EntityKey::Type::Hub && node.key.id == u"-") {
        return tr("Outside the hubs");
    }
    const QString name = m_language.name(node.name);
    if (!name.isEmpty()) {
        return name;
    }
    return node.key.type == EntityKey::Type::Province ? tr("Elsewhere") : node.key.id;
}

} // namespace models
