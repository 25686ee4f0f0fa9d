"""Moves on to the next state first, and then writes to where it stands."""


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    for _ in range(episodes):
        state, _ = env.reset()
        over = False
        while not over:
            action = rng.choice(len(policy[state]), p=policy[state])
            before = V[state]
            state, reward, terminated, truncated, _ = env.step(int(action))
            worth = 0.0 if terminated else V[state]
            V[state] += alpha * (reward + gamma * worth - before)
            over = terminated or truncated
