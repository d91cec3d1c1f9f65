package org.arenas.error;

/**
 * Root of every exception that says that a rule of the arena model was broken.
 *
 * <p>The hierarchy is sealed: a handler can switch over all of it. Exceptions of user code are never wrapped in one of
 * these. With {@code -Darenas.diagnostics=full} the sites where the borrow concerned was acquired and released are
 * attached as {@linkplain Throwable#getSuppressed() suppressed} throwables.
 */
public abstract sealed class ArenaException extends RuntimeException
        permits AbandonedArenaException,
                AccessModeException,
                ArenaClosedException,
                ArenaDamagedException,
                ArenaFileException,
                ArenaFullException,
                BorrowClosedException,
                BorrowLeakException,
                BorrowThreadException,
                ChannelClosedException,
                ChannelPeerException,
                CorruptRecordException,
                DamagedLayoutException,
                DeadlockException,
                EntityStateException,
                ForeignReferenceException,
                FrozenArrayException,
                HandleTypeException,
                HomeArenaException,
                HomeSuspendedException,
                InterpreterClosedException,
                LayoutMismatchException,
                LentArrayException,
                MailboxFullException,
                MovedException,
                NotCopyableException,
                NotFreezableException,
                MapTimeoutException,
                NotHeldException,
                NotMappableException,
                NotSequentialException,
                NotShareableException,
                NotStorableException,
                OrphanedItemException,
                RangeConflictException,
                SelfCallException,
                SnapshotStoreException,
                StaleReferenceException,
                SupersededEntityException,
                UndeclaredAccessException,
                UnreachableOwnerException,
                UpgradeException {
    private static final long serialVersionUID = 1L;

    ArenaException(String message) {
        super(message);
    }
}
